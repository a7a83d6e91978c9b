import type { Monotonic } from '@cauce/ports';
import type { Probe } from '../core/probe.ts';

/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Why a program cannot work: what it stands on is asked each time, so that the answer is of now. */
export class Readiness {
  /** Questions that are not answered yet: none is asked again meanwhile. */
  private readonly asking = new Map<Probe, Promise<string | null>>();

  constructor(
    private readonly probes: readonly Probe[],
    private readonly monotonic: Monotonic,
  ) {}

  async problems(): Promise<string[]> {
    const answers = await Promise.all(this.probes.map((probe) => this.within(probe)));
    return answers.filter((answer) => answer !== null);
  }

  private async within(probe: Probe): Promise<string | null> {
    const waiting = new AbortController();
    const late = this.monotonic
      .wait(PATIENCE_MS, waiting.signal)
      .then(() => `${probe.name} has not answered for ${PATIENCE_MS / 1_000} s`);
    const answer = await Promise.race([this.ask(probe), late]);
    waiting.abort();
    return answer;
  }

  private ask(probe: Probe): Promise<string | null> {
    return this.asking.getOrInsertComputed(probe, () =>
      probe
        .ask()
        .then(
          () => null,
          (error: unknown) => `${probe.name}: ${error instanceof Error ? error.message : error}`,
        )
        .finally(() => this.asking.delete(probe)),
    );
  }
}
