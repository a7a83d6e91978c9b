/** `node double-main.js [--port N] [--data FOLDER]`: a double as a process of its own; prints its connection string. */
import { parseArgs } from 'node:util';
import { MemoryEventStore } from '../../memory/event-store.ts';
import { systemMonotonic } from '../../shared/system-monotonic.ts';
import { openSqliteFolder } from '../../sqlite/open-folder.ts';
import { EventStoreDouble } from './double.ts';
import { DoubleLog } from './double-log.ts';

/** As much as the real server can be allowed: imports append a lot at once. */
const MAX_APPEND_BYTES = 16 << 20;

const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });

const inMemory = () => {
  const store = new MemoryEventStore(systemMonotonic);
  return { store, close: () => store.close() };
};

const { store, close } =
  values.data === undefined
    ? inMemory()
    : await openSqliteFolder(values.data, { monotonic: systemMonotonic });
const double = await EventStoreDouble.start({
  log: new DoubleLog(store),
  port: Number(values.port ?? 0),
  maxAppendBytes: MAX_APPEND_BYTES,
});
console.log(double.url);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void double.stop().then(close));
}
