import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamAppend } from '@cauce/ports';
import { sampleEvent } from '@cauce/ports/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore } from '../memory/event-store.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { temporaryFolder } from '../shared/temporary-folder.ts';
import { SqliteEventStore } from './event-store.ts';
import { startLogWriter } from './log-writer-thread.ts';

/** A stream append as a property draws it: `late` expects an earlier head than there is. */
interface Drawn {
  readonly stream: number;
  readonly count: number;
  readonly late: boolean;
}

const drawn = fc.record<Drawn>({
  stream: fc.nat({ max: 5 }),
  count: fc.nat({ max: 3 }),
  late: fc.boolean(),
});
const calls = fc.array(fc.array(drawn, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 });
const categories = fc.option(fc.subarray(['debt', 'contact', 'none']), { nil: undefined });

describe('the SQLite store beside the one in memory', () => {
  const oracle = new MemoryEventStore(hurriedMonotonic());
  let store: SqliteEventStore;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const { folder, remove } = await temporaryFolder();
    await mkdir(folder);
    const file = join(folder, 'log.db');
    const writer = await startLogWriter({ file, ledger: `${folder}.ledger`, kept: 10 });
    store = new SqliteEventStore(file, writer, hurriedMonotonic(), 10);
    close = async () => {
      await store.close();
      await writer.close();
      await remove();
    };
  });
  afterAll(() => close());

  const appendOf = async ({ stream, count, late }: Drawn): Promise<StreamAppend> => {
    const name = `${stream % 2 === 0 ? 'debt' : 'contact'}-${stream}`;
    const before = await oracle.read(name, { backwards: true, limit: 2 });
    const head = late ? before[1] : before[0];
    const expected = head ?? { revision: -1, hash: '0'.repeat(64) };
    let last: { readonly revision: number; readonly hash: string } = expected;
    const events = Array.from({ length: count }, () => {
      const event = sampleEvent(name, last.revision + 1, last.hash, { late, count });
      last = { revision: event.envelope.revision, hash: event.hash };
      return event;
    });
    return { stream: name, expected: { revision: expected.revision, hash: expected.hash }, events };
  };

  it('answers every append and every read alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        calls,
        categories,
        fc.integer({ min: 1, max: 40 }),
        async (drawnCalls, only, limit) => {
          const appends = await Promise.all(drawnCalls.map((call) => Promise.all(call.map(appendOf))));
          // All at once, so that those drawn for one stream compete in one group.
          const wanted = await Promise.all(appends.map((call) => oracle.append(call)));
          expect(await Promise.all(appends.map((call) => store.append(call)))).toEqual(wanted);
          const after = (await oracle.readAll({ after: null, limit })).next;
          const options = { after, limit, ...(only && { categories: only }) };
          const { events, next } = await store.readAll(options);
          expect({ events, next }).toEqual(
            (({ events, next }) => ({ events, next }))(await oracle.readAll(options)),
          );
          expect(await store.end()).toBe(await oracle.end());
          for (const { stream } of appends.flat()) {
            expect(await store.head(stream)).toEqual(await oracle.head(stream));
            const range = { from: limit % 7, limit: 1 + (limit % 4), backwards: limit % 2 === 0 };
            expect(await store.read(stream, range)).toEqual(await oracle.read(stream, range));
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
