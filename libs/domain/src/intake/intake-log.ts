import {
  type EventsOf,
  ImportCompleted,
  type importEvents,
  type NewEvent,
  RowRejected,
} from '@cauce/contracts';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import type { Reject } from './rows.ts';

/** Counts of an import; created, changed, unchanged and closed count debts. */
export interface ImportCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly closed: number;
  readonly rejected: number;
}

export type ImportCommand =
  | {
      readonly kind: 'reject';
      readonly importId: Uuid;
      readonly rejects: readonly Reject[];
      /** The import's key was destroyed with a person whose values it had turned away: values stay out of the log. */
      readonly keyless?: boolean;
    }
  | {
      readonly kind: 'complete';
      readonly importId: Uuid;
      readonly mapping: string;
      readonly startedAt: InstantText;
      readonly counts: ImportCounts;
    };

/** Sets that never change, each at least twice as large as the one before it: adding to many costs little. */
export type Known = readonly ReadonlySet<string>[];

const isKnown = (known: Known, key: string): boolean => known.some((set) => set.has(key));

const withKey = (known: Known, key: string): Known => {
  let added: ReadonlySet<string> = new Set([key]);
  let first = 0;
  for (let next = known[0]; next && next.size < added.size * 2; next = known[++first])
    added = added.union(next);
  return [added, ...known.slice(first)];
};

const rejectKey = ({ line, column }: { line: number; column: string }): string => `${line}|${column}`;

/** The stable code before the colon of a reason. */
export const rejectCode = (reason: string): string => reason.split(':', 1)[0] ?? reason;

const rejected = (importId: Uuid, { line, column, value, reason }: Reject, keyless = false): NewEvent =>
  RowRejected.make(
    { importId, line, column, code: rejectCode(reason) },
    keyless ? {} : { personal: [{ subject: importId, fields: { value, reason } }] },
  );

/** What an import of one file turned away, each cell once however often the file comes, and what it did. */
export const intakeLog: Decider<Known, ImportCommand, EventsOf<typeof importEvents>> = {
  category: 'import',
  initial: [],
  decide(command, known) {
    if (command.kind === 'complete') {
      const { importId, mapping, startedAt, counts } = command;
      return [ImportCompleted.make({ importId, mapping, startedAt, ...counts })];
    }
    return command.rejects
      .filter((one) => !isKnown(known, rejectKey(one)))
      .map((one) => rejected(command.importId, one, command.keyless));
  },
  evolve: (known, event) => (event.type === 'RowRejected' ? withKey(known, rejectKey(event.data)) : known),
};
