import { setTimeout as sleep } from 'node:timers/promises';

const AGAIN_MS = 100;
/** How long a program may be away before whoever waits for it gives up, in milliseconds. */
const PATIENCE_MS = 120_000;

/** A program of the distributed profile that can be told the time, and asked whether it is done. */
export class RemoteProgram {
  constructor(
    readonly name: string,
    private readonly url: () => Promise<string>,
  ) {}

  /** Business time is this from here on. */
  async moveTo(now: string): Promise<void> {
    await this.post('clock', { now });
  }

  /** Resolves when everything that was on its way there has been handled. */
  async settle(): Promise<void> {
    await this.post('settle');
  }

  /** Has it do what is due; how much there was. */
  async stir(): Promise<number> {
    return Number(((await this.post('stir')) as { stirred?: unknown }).stirred);
  }

  /** Why it says that it cannot work; empty when it can. */
  async problems(): Promise<readonly string[]> {
    const response = await fetch(`${await this.url()}/health/ready`);
    return ((await response.json()) as { reasons: string[] }).reasons;
  }

  /** Resolves when it can work. */
  async ready(): Promise<void> {
    await this.patiently(async () => {
      const problems = await this.problems();
      if (problems.length > 0) throw new Error(problems.join('; '));
    });
  }

  private post(path: string, body: object = {}): Promise<unknown> {
    return this.patiently(async () => {
      const response = await fetch(`${await this.url()}/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    });
  }

  /** It may be starting, or starting again: it is asked until it answers. */
  private async patiently<T>(ask: () => Promise<T>): Promise<T> {
    const since = performance.now();
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (performance.now() - since > PATIENCE_MS)
          throw new Error(`${this.name} does not answer: ${(error as Error).message}`, { cause: error });
        await sleep(AGAIN_MS);
      }
    }
  }
}
