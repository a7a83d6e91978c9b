import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { FirstBad, StreamAppend, VerifyReport } from '@cauce/ports';
import { SampleStreams } from '@cauce/ports/contract';
import fc from 'fast-check';
import { packGroup } from '../group.ts';
import { LedgerMirror } from '../ledger-mirror.ts';
import { LogWriter } from '../log-writer.ts';
import { verifyLog } from '../verify.ts';

/** A log of a few streams, closed cleanly twice, whose copies the tests of tampering alter. */

/** A log and its ledger in a folder, open without a thread of their own, for tests open many. */
const openThreadless = (folder: string) => {
  const log = new LogWriter(join(folder, 'log.db'), 10);
  const mirror = new LedgerMirror(join(folder, 'ledger'), log);
  return {
    append: (...calls: StreamAppend[][]): void => {
      mirror.begin();
      const { first, mirrored } = log.commit(packGroup(calls));
      mirror.committed(first, mirrored);
    },
    verify: (): Promise<VerifyReport> => verifyLog(log.db, join(folder, 'ledger'), mirror.mark()),
    close: (): void => {
      mirror.close();
      log.close();
    },
  };
};

type ThreadlessLog = ReturnType<typeof openThreadless>;

interface Known {
  readonly place: number;
  readonly stream: string;
  readonly revision: number;
}

const around = mkdtempSync(join(tmpdir(), 'cauce-tamper-'));
const origin = join(around, 'origin');
export const events: Known[] = [];
export const streams = new SampleStreams();
export const NAMES = ['debt-1', 'contact-1', 'debt-2', 'portfolio-1', 'contact-2'];

const appendAll = (target: ThreadlessLog, rounds: readonly (readonly number[])[]): void => {
  for (const round of rounds) {
    const calls = round.map((n) => [streams.next(NAMES[n % NAMES.length] ?? '', 1 + (n % 3))]);
    for (const [append] of calls) {
      for (const { envelope } of append?.events ?? []) {
        events.push({ place: events.length + 1, stream: envelope.stream, revision: envelope.revision });
      }
    }
    target.append(...calls);
  }
};

mkdirSync(origin);
for (const rounds of [
  [[0, 1, 2], [3], [0, 4, 1, 7], [2, 5]],
  [[6, 1], [0, 8, 9, 2], [11]],
]) {
  const log = openThreadless(origin);
  appendAll(log, rounds);
  log.close();
}

/** Removes what the sample left on the disk. */
export const removeSample = (): void => rmSync(around, { recursive: true });

let copies = 0;
/** A fresh copy, changed behind the application's back, then opened again by the application. */
export const tampered = async (
  change: (db: DatabaseSync) => void,
  later: (target: ThreadlessLog) => void = () => {},
): Promise<VerifyReport> => {
  const folder = join(around, `copy-${++copies}`);
  mkdirSync(folder);
  for (const file of ['log.db', 'ledger']) copyFileSync(join(origin, file), join(folder, file));
  const db = new DatabaseSync(join(folder, 'log.db'));
  change(db);
  db.close();
  const target = openThreadless(folder);
  later(target);
  const report = await target.verify();
  target.close();
  rmSync(folder, { recursive: true });
  return report;
};

export const bad = ({ stream, revision }: Known, kind: FirstBad['kind']): FirstBad => ({
  stream,
  revision,
  kind,
});
export const anEvent = fc.nat({ max: 10_000 }).map((n) => n % events.length);
export const at = (index: number): Known => {
  const known = events[index];
  if (!known) throw new Error(`no event ${index}`);
  return known;
};
export const run = (db: DatabaseSync, sql: string, ...values: SQLInputValue[]) =>
  db.prepare(sql).run(...values);

/** Moves all places from one on by one. */
export const makeRoom = (db: DatabaseSync, place: number): void => {
  run(db, 'UPDATE events SET position = -position WHERE position >= ?', place);
  run(db, 'UPDATE events SET position = 1 - position WHERE position < 0');
};

export const lostKind = (lost: Known, gone: (event: Known) => boolean): FirstBad['kind'] =>
  events.some((event) => event.stream === lost.stream && event.revision > lost.revision && !gone(event))
    ? 'missing'
    : 'truncated';
