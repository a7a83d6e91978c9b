import { hkdfSync } from 'node:crypto';
import { instantText, openBox, sealBox, sha256 } from '@cauce/kernel';
import type { ModelDefinition, ModelHandle } from '@cauce/ports';
import type { Core } from '@cauce/runtime';

const MODEL: ModelDefinition = { name: 'answers', version: 1, indexes: ['at'] };
const KEPT_HOURS = 24;
const KEPT_MOST = 10_000;
const PAGE = 500;

/** The idempotency key came with another request before. */
export class KeyUsedError extends Error {
  constructor() {
    super('this Idempotency-Key came with another request before: a new request needs a new key');
    this.name = 'KeyUsedError';
  }
}

/** A request that carries an idempotency key. */
export interface KeyedRequest {
  /** Whose key it is: two callers may use the same one. */
  readonly caller: string;
  readonly key: string;
  /** Everything that tells one request from another. */
  readonly content: string;
}

type Parts = Pick<Core, 'readModels' | 'clock'>;

const sealingKey = (key: string): Uint8Array => Buffer.from(hkdfSync('sha256', key, '', 'cauce answers', 32));

/**
 * The first answers to requests that carried an idempotency key, kept for a day. An answer may hold personal data and
 * outlives an erasure here, so it is sealed under the idempotency key itself, which only the caller has.
 */
export class Answers {
  /** The last request under way of each key: the next one of that key waits for it. */
  private readonly underWay = new Map<string, Promise<unknown>>();
  private written = 0;

  private constructor(
    private readonly parts: Parts,
    private readonly model: ModelHandle,
  ) {}

  static async open(parts: Parts): Promise<Answers> {
    const answers = new Answers(parts, await parts.readModels.open(MODEL));
    await answers.forgetOld();
    return answers;
  }

  /** The answer given before, else that of `work`, which is kept unless it fails. Throws KeyUsedError. */
  async once<T>(request: KeyedRequest, work: () => Promise<T>): Promise<T> {
    const id = sha256(`${request.caller}|${request.key}`);
    const before = this.underWay.get(id) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => this.answer(id, request, work));
    this.underWay.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.underWay.get(id) === mine) this.underWay.delete(id);
    }
  }

  private async answer<T>(id: string, { key, content }: KeyedRequest, work: () => Promise<T>): Promise<T> {
    const request = sha256(`${key}|${content}`);
    const kept = await this.model.get(id);
    if (kept && kept.body.request !== request) throw new KeyUsedError();
    if (kept) return JSON.parse(openBox(sealingKey(key), id, String(kept.body.box))) as T;
    const answer = await work();
    const at = instantText(this.parts.clock.now());
    const box = sealBox(sealingKey(key), id, JSON.stringify(answer));
    await this.model.write([{ id, body: { request, box }, keys: { at }, guard: at }], at);
    this.written += 1;
    if (this.written % KEPT_MOST === 0) await this.forgetOld();
    return answer;
  }

  /** Goes on with a copy that holds what is younger than a day, and no more than there is room for. */
  private async forgetOld(): Promise<void> {
    const { readModels, clock } = this.parts;
    const from = instantText(clock.now().subtract({ hours: KEPT_HOURS }));
    const copy = await readModels.shadow(MODEL);
    for (let after: string | null = null, left = KEPT_MOST; left > 0; left -= PAGE) {
      const page = await this.model.list('at', { from, after, limit: PAGE, backwards: true });
      await copy.write(page.documents, from);
      if (page.next === null) break;
      after = page.next;
    }
    await readModels.swap(MODEL);
  }
}
