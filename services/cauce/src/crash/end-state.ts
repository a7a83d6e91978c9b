import type { Mailbox } from '@cauce/adapters/sandbox';
import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import { sha256 } from '@cauce/kernel';
import type { Reporting } from '@cauce/reporting';
import { type Core, SystemClock } from '@cauce/runtime';
import { startReporting } from '../host/app.ts';
import { openFolder } from '../host/folder.ts';
import { countLog, type LogCounts } from '../simulate/counts.ts';

/** All that two runs of one plan must have in common, and what no run may have. */
export interface EndState {
  readonly counts: LogCounts;
  /** Hash of the exported contacts, and of the opened documents of every read model. */
  readonly contacts: string;
  readonly models: Readonly<Record<string, string>>;
  /** Models whose rebuild differs from what was served. */
  readonly stale: readonly string[];
  readonly unknown: number;
  /** Most often that one message reached a sandbox, and how many reached one. */
  readonly mostDeliveries: number;
  readonly messages: number;
  readonly verified: boolean;
  readonly parked: number;
}

/** The end state of a system that stands still, and of what its sandboxes took. */
export const stateOf = async (
  core: Pick<Core, 'store' | 'ledger' | 'bus'>,
  reporting: Reporting,
  mailboxes: readonly Mailbox[],
): Promise<EndState> => {
  const lines: string[] = [];
  let unknown = 0;
  for await (const contact of reporting.exportContacts()) {
    lines.push(JSON.stringify(contact));
    if (contact.status === 'unknown') unknown += 1;
  }
  const rebuilt = await reporting.rebuild();
  return {
    counts: await countLog(core.store),
    contacts: sha256(lines.sort().join('\n')),
    models: Object.fromEntries(rebuilt.map(({ name, hash }) => [name, hash])),
    stale: rebuilt.filter(({ hash, liveHash }) => hash !== liveHash).map(({ name }) => name),
    unknown,
    mostDeliveries: Math.max(...mailboxes.map((one) => one.countByMessageId())),
    messages: mailboxes.reduce((sum, one) => sum + one.count(), 0),
    verified: (await core.ledger.verify()).ok,
    parked: (await core.bus.parked()).length,
  };
};

/** Reads the end state of a folder that no process holds. */
export const endStateOf = async (dir: string): Promise<EndState> => {
  const clock = new SystemClock();
  const folder = await openFolder({ dir, clock });
  const reporting = await startReporting(folder);
  const mailboxes = [openMailbox({ dir, clock }), openSmsMailbox({ dir, clock })];
  try {
    return await stateOf(folder.core, reporting, mailboxes);
  } finally {
    for (const mailbox of mailboxes) mailbox.close();
    await reporting.close();
    await folder.close();
  }
};

/** What is wrong with a disturbed run, in words; nothing when it ended as the undisturbed one. */
export const breaches = (calm: EndState, disturbed: EndState): string[] => {
  const found: string[] = [];
  const { mostDeliveries, unknown, stale, verified, parked } = disturbed;
  if (mostDeliveries > 1) found.push(`a message reached the sandbox ${mostDeliveries} times`);
  if (unknown > 0) found.push(`${unknown} contacts are unknown`);
  if (parked > 0) found.push(`${parked} keys are parked`);
  if (!verified) found.push('the log does not verify');
  if (stale.length > 0) found.push(`rebuilt otherwise: ${stale.join(', ')}`);
  if (calm.messages !== disturbed.messages)
    found.push(`messages: ${disturbed.messages}, not ${calm.messages}`);
  for (const [name, count] of Object.entries(calm.counts)) {
    const other = disturbed.counts[name as keyof LogCounts];
    if (other !== count) found.push(`${name}: ${other}, not ${count}`);
  }
  if (calm.contacts !== disturbed.contacts) found.push('the contacts differ');
  for (const [name, hash] of Object.entries(calm.models)) {
    if (disturbed.models[name] !== hash) found.push(`model ${name} differs`);
  }
  return found;
};
