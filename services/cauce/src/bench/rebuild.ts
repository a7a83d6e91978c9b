import { createDecipheriv } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Reporting } from '@cauce/reporting';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { BENCH_NOW } from './debts-file.ts';
import { type Bench, median, rounded } from './figure.ts';
import { stopwatch } from './measure.ts';
import { runLine } from './running-line.ts';
import { inScratch } from './scratch.ts';

const DEBTS = 5_000;

type Keys = ReadonlyMap<string, Uint8Array>;

interface StoredEvent {
  readonly stream: string;
  readonly revision: number;
  readonly sealed: readonly { readonly subject: string; readonly keyId: string; readonly box: string }[];
}

const open = (key: Uint8Array, boundTo: string, box: string): unknown => {
  const bytes = Buffer.from(box, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(boundTo));
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  const plain =
    decipher.update(bytes.subarray(12, bytes.length - 16), undefined, 'utf8') + decipher.final('utf8');
  return JSON.parse(plain);
};

/** Seconds for reading the log from end to end, parsing every body and opening every box, by bare means. */
const scan = (data: string, keys: Keys): number => {
  const db = new DatabaseSync(join(data, 'log.db'), { readOnly: true });
  const spent = stopwatch();
  for (const { body } of db.prepare('SELECT body FROM events ORDER BY position').iterate()) {
    const { stream, revision, sealed }: StoredEvent = JSON.parse(Buffer.from(body as Uint8Array).toString());
    for (const { subject, keyId, box } of sealed) {
      const key = keys.get(`${subject}|${keyId}`);
      if (key) open(key, `${stream}|${revision}|${subject}|${keyId}`, box);
    }
  }
  const { seconds } = spent();
  db.close();
  return seconds;
};

/** Events per second of rebuilding every read model, beside scanning, parsing and opening the same bytes. */
export const rebuildBench: Bench = ({ rows = DEBTS, runs = 3 }) =>
  inScratch(async (dir) => {
    const { data } = await runLine(dir, rows);
    const clock = new VirtualClock(Temporal.Instant.from(BENCH_NOW));
    const folder = await openFolder({ dir: data, clock });
    const reporting = new Reporting(folder.core);
    try {
      await reporting.start();
      await reporting.caughtUp();
      const keys = new Map<string, Uint8Array>();
      const { store, vault } = folder.core;
      let events = 0;
      for (let after: string | null = null, atEnd = false; !atEnd; ) {
        const page = await store.readAll({ after, limit: 5_000 });
        for (const { subject, keyId } of page.events.flatMap(({ sealed }) => sealed)) {
          const known = keys.has(`${subject}|${keyId}`) ? undefined : await vault.find(subject, keyId);
          if (known) keys.set(`${subject}|${keyId}`, known.key);
        }
        events += page.events.length;
        [after, atEnd] = [page.next, page.atEnd];
      }
      const taken = [];
      for (let run = 0; run < runs; run += 1) {
        const bare = scan(data, keys);
        const reports = await reporting.rebuild();
        const unequal = reports.filter(({ hash, liveHash }) => hash !== liveHash);
        if (unequal.length > 0)
          throw new Error(`rebuilt otherwise: ${unequal.map(({ name }) => name).join(', ')}`);
        const seconds = Math.max(...reports.map((report) => report.seconds));
        taken.push({ bare, seconds, ratio: bare / seconds });
      }
      const ratio = median(taken.map((one) => one.ratio));
      const middle = taken.find((one) => one.ratio === ratio) ?? { bare: Number.NaN, seconds: Number.NaN };
      return {
        name: 'rebuild',
        value: rounded(events / middle.seconds),
        unit: 'events/s',
        baseline: rounded(events / middle.bare),
        ratio: rounded(ratio),
        target: 'ratio ≥ 0.3',
        debts: rows,
        events,
        seconds: rounded(middle.seconds),
        runs,
      };
    } finally {
      await reporting.close();
      await folder.close();
    }
  });
