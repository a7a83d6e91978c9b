import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import { type Erasure, erasure } from '@cauce/domain';
import { derivedId, type InstantText, type Uuid } from '@cauce/kernel';
import { type Core, EventLog, VirtualClock } from '@cauce/runtime';
import { purgeImportKeys, purgeRejectFiles } from './rejects.ts';
import { type Traces, tracesOf } from './traces.ts';
import { tellsOf } from './values.ts';

/** An erasure that was decided. */
export interface DecidedErasure {
  readonly subject: Uuid;
  /** Business time of the decision. */
  readonly at: InstantText;
}

export interface Purged {
  /** Messages overwritten in the mailboxes. */
  readonly messages: number;
  readonly rejectFiles: number;
  /** Lines of those files. */
  readonly rejectLines: number;
  /** Imports whose rejected values no longer open. */
  readonly imports: number;
}

type Parts = Pick<Core, 'log' | 'store' | 'vault' | 'ledger' | 'bus'>;

const purgeMailboxes = (dir: string, at: InstantText, messageIds: ReadonlySet<string>): void => {
  if (messageIds.size === 0) return;
  for (const open of [openMailbox, openSmsMailbox]) {
    const mailbox = open({ dir, clock: new VirtualClock(Temporal.Instant.from(at)) });
    try {
      mailbox.purge([...messageIds]);
    } finally {
      mailbox.close();
    }
  }
};

/**
 * Erases a person, whatever of it was done before. The note beside the folder comes first: from there on every
 * opening of the folder, or of an older copy of it, ends what was begun. Copies go before the key, because only the
 * key tells which values to look for; and once more after it, for what was under way meanwhile. `known`: what the
 * caller has read of the log already.
 */
export const carryOut = async (
  core: Parts,
  dir: string,
  { subject, at }: DecidedErasure,
  known?: Traces,
): Promise<Purged> => {
  const notes = await core.ledger.notes();
  if (!notes.some((note) => note.kind === 'erasure' && note.subject === subject))
    await core.ledger.note({ kind: 'erasure', subject, at });
  const before = await tracesOf(core, subject, known);
  const tells = tellsOf(before.values);
  const rejects = await purgeRejectFiles(dir, tells);
  const imports = await purgeImportKeys(core, tells, at);
  purgeMailboxes(dir, at, before.messageIds);
  await core.vault.destroy(subject, at);
  await core.bus.idle();
  const { messageIds } = await tracesOf(core, subject, before);
  purgeMailboxes(dir, at, messageIds);
  const late = await purgeRejectFiles(dir, tells);
  await complete(core, { subject, at });
  return {
    messages: messageIds.size,
    rejectFiles: rejects.files + late.files,
    rejectLines: rejects.lines + late.lines,
    imports,
  };
};

const complete = async ({ store, log }: Parts, { subject, at }: DecidedErasure): Promise<void> => {
  const then = new EventLog(store, log.sealer, new VirtualClock(Temporal.Instant.from(at)));
  const causationId = derivedId('erase', subject);
  const cause = { actor: 'policy:erasure', causationId, correlationId: causationId } as const;
  await then.transact(cause, (unit) =>
    unit.execute(erasure, subject, { kind: 'complete', debtorId: subject }),
  );
};

/** Ends erasures that a crash broke off, and does those again that an older copy of the folder knows nothing of. */
export const resumeErasures = async (core: Parts & Pick<Core, 'ledger'>, dir: string): Promise<number> => {
  const open = new Map<Uuid, InstantText>();
  for (const note of await core.ledger.notes()) {
    if (note.kind !== 'erasure') continue;
    const { subject, at } = note;
    const { status } = await core.log.load(erasure, subject);
    if (status !== 'erased' || !(await core.vault.erased(subject))) open.set(subject, at);
  }
  for await (const stream of core.store.streams(erasure.category)) {
    const subject = stream.slice(erasure.category.length + 1);
    const state: Erasure = await core.log.load(erasure, subject);
    const at = state.consents.at(-1)?.at;
    if (state.status === 'decided' && at && !open.has(subject)) open.set(subject, at);
  }
  for (const [subject, at] of open) await carryOut(core, dir, { subject, at });
  return open.size;
};
