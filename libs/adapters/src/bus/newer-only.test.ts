import type { RecordedEvent } from '@cauce/contracts';
import { done, type Outcome } from '@cauce/ports';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newerOnly } from './newer-only.ts';

let seen: string[];
let answer: () => Promise<Outcome>;
const of = (stream: string, revision: number) => ({ stream, revision }) as RecordedEvent;
const consumer = () =>
  newerOnly({
    group: 'one',
    types: [],
    handle: async ({ stream, revision }) => {
      seen.push(`${stream}@${revision}`);
      return answer();
    },
  });

beforeEach(() => {
  seen = [];
  answer = async () => done;
});

describe('a consumer of what is newer only', () => {
  it('finishes each event of a stream once, in its order, however often it is brought', async () => {
    const { handle } = consumer();
    for (const revision of [0, 1, 0, 1, 2, 1, 3]) await handle(of('debt-a', revision));
    expect(seen).toEqual([0, 1, 2, 3].map((revision) => `debt-a@${revision}`));
    expect(await handle(of('debt-a', 3))).toEqual({ kind: 'duplicate' });
  });

  it('keeps streams apart, and passes over what does not come', async () => {
    const { handle } = consumer();
    for (const event of [of('debt-a', 5), of('debt-b', 0), of('debt-a', 9)]) await handle(event);
    expect(seen).toEqual(['debt-a@5', 'debt-b@0', 'debt-a@9']);
  });

  it('takes a clearance for no news of what goes another way', async () => {
    const { handle } = consumer();
    const cleared = (revision: number, channel: string) =>
      ({ ...of('contact-a', revision), type: 'ContactCleared', data: { channel } }) as RecordedEvent;
    for (const event of [cleared(8, 'email'), of('contact-a', 7), cleared(6, 'sms'), cleared(8, 'email')])
      await handle(event);
    expect(seen).toEqual(['contact-a@8', 'contact-a@7', 'contact-a@6']);
  });

  it.each([
    ['parked', async (): Promise<Outcome> => ({ kind: 'park', reason: 'no ink' })],
    ['poisoned', async (): Promise<Outcome> => ({ kind: 'poison', error: 'no ink' })],
    ['thrown', () => Promise.reject(new Error('no ink'))],
  ])('takes again what was %s', async (_how, fails) => {
    const { handle } = consumer();
    answer = fails;
    await handle(of('debt-a', 0)).catch(() => {});
    answer = async () => done;
    expect(await handle(of('debt-a', 0))).toEqual(done);
    expect(seen).toEqual(['debt-a@0', 'debt-a@0']);
  });
});
