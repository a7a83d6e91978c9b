import { encodeEvent, NO_HASH } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import { hurriedMonotonic } from '../../shared/hurried-monotonic.ts';
import { openSqliteFolder } from '../open-folder.ts';

/** A process that appends without end and prints the hash of every acknowledged event. */
const [folder = ''] = process.argv.slice(2);
const { store } = await openSqliteFolder(folder, { monotonic: hurriedMonotonic() });
const at = '2026-03-01T00:00:00.000Z';

const appendForever = async (stream: string): Promise<never> => {
  for (let expected = { revision: -1, hash: NO_HASH }; ; ) {
    const revision = expected.revision + 1;
    const id = derivedId('crash', stream, revision);
    const event = encodeEvent({
      id,
      stream,
      revision,
      type: 'CrashNoted',
      version: 1,
      data: { note: 'x'.repeat(500) },
      sealed: [],
      recordedAt: at,
      effectiveAt: at,
      actor: 'policy:crash',
      causationId: id,
      correlationId: id,
      prev: expected.hash,
    });
    const result = await store.append([{ stream, expected, events: [event] }]);
    if (!result.ok) throw new Error(`conflict on ${result.conflict}`);
    process.stdout.write(`${event.hash}\n`);
    expected = { revision, hash: event.hash };
  }
};
await Promise.all(Array.from({ length: 16 }, (_, n) => appendForever(`debt-${process.pid}-${n}`)));
