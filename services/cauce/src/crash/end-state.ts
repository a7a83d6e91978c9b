import type { Mailbox } from '@cauce/adapters/sandbox';
import { openSmsMailbox } from '@cauce/adapters/smpp';
import { openMailbox } from '@cauce/adapters/smtp';
import { canonicalJson } from '@cauce/kernel';
import { type Body, everyDocument, Opener, projections, type Reporting } from '@cauce/reporting';
import { type Core, SystemClock } from '@cauce/runtime';
import { startReporting } from '../host/app.ts';
import { openFolder } from '../host/folder.ts';
import { countLog, type LogCounts } from '../simulate/counts.ts';

type Texts = Readonly<Record<string, string>>;

/** All that two runs of one plan must have in common, and what no run may have. */
export interface EndState {
  readonly counts: LogCounts;
  /** The exported contacts by id, and of every read model what its opened documents say, by their ids. */
  readonly contacts: Texts;
  readonly models: Readonly<Record<string, Texts>>;
  /** Models whose rebuild differs from what was served. */
  readonly stale: readonly string[];
  readonly unknown: number;
  /** Most often that one message reached a sandbox, and how many reached one. */
  readonly mostDeliveries: number;
  readonly messages: number;
  readonly verified: boolean;
  readonly parked: number;
}

/** What the documents of every read model say. */
const modelsOf = async (
  { log }: Pick<Core, 'log'>,
  reporting: Reporting,
): Promise<Record<string, Record<string, string>>> => {
  const opener = new Opener(log.sealer);
  const models: Record<string, Record<string, string>> = {};
  for (const { model, said = (body: Body) => body } of projections) {
    const texts: Record<string, string> = {};
    for await (const { id, body } of everyDocument(reporting.runner.model(model.name)))
      texts[id] = canonicalJson(await opener.openAll(said(body as Body) as Body));
    models[model.name] = texts;
  }
  return models;
};

/** The end state of a system that stands still, and of what its sandboxes took. */
export const stateOf = async (
  core: Pick<Core, 'log' | 'store' | 'ledger' | 'bus'>,
  reporting: Reporting,
  mailboxes: readonly Mailbox[],
): Promise<EndState> => {
  const contacts: Record<string, string> = {};
  let unknown = 0;
  for await (const contact of reporting.exportContacts()) {
    contacts[contact.contactId] = JSON.stringify(contact);
    if (contact.status === 'unknown') unknown += 1;
  }
  const rebuilt = await reporting.rebuild();
  return {
    counts: await countLog(core.store),
    contacts,
    models: await modelsOf(core, reporting),
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

/** What two runs need not agree on: contacts of which nobody knows whether they were sent, and their debtors. */
export interface Exempt {
  readonly contacts: ReadonlySet<string>;
  readonly debtors: ReadonlySet<string>;
  /**
   * Contacts after one that bounced in the undisturbed run only: the address is tried again in the other. One of them
   * may be unknown itself.
   */
  readonly after: ReadonlySet<string>;
}

const NOTHING: Exempt = { contacts: new Set(), debtors: new Set(), after: new Set() };

/** Counts that an unknown contact may change, and one after it, by one for each at most; the latter, attempts too. */
const UNSURE: ReadonlySet<string> = new Set(['sent', 'delivered', 'messages']);

const idsThatDiffer = (calm: Texts, disturbed: Texts, isExempt: (id: string) => boolean): string[] =>
  Object.keys({ ...calm, ...disturbed }).filter((id) => calm[id] !== disturbed[id] && !isExempt(id));

/** What is wrong with a disturbed run, in words; nothing when it ended as the undisturbed one. */
export const breaches = (calm: EndState, disturbed: EndState, exempt = NOTHING): string[] => {
  const found: string[] = [];
  const { mostDeliveries, stale, verified, parked } = disturbed;
  const unknown = disturbed.unknown - exempt.contacts.size;
  const differs = (name: string, one: number, other: number): boolean => {
    if (exempt.contacts.size > 0 && name === 'events') return false;
    const changed = UNSURE.has(name)
      ? exempt.contacts.union(exempt.after)
      : name === 'attempts'
        ? exempt.after
        : NOTHING.contacts;
    return Math.abs(one - other) > changed.size;
  };
  if (mostDeliveries > 1) found.push(`a message reached the sandbox ${mostDeliveries} times`);
  if (unknown > 0) found.push(`${unknown} contacts are unknown`);
  if (parked > 0) found.push(`${parked} keys are parked`);
  if (!verified) found.push('the log does not verify');
  if (stale.length > 0) found.push(`rebuilt otherwise: ${stale.join(', ')}`);
  if (differs('messages', calm.messages, disturbed.messages))
    found.push(`messages: ${disturbed.messages}, not ${calm.messages}`);
  for (const [name, count] of Object.entries(calm.counts)) {
    const other = disturbed.counts[name as keyof LogCounts];
    if (differs(name, other, count)) found.push(`${name}: ${other}, not ${count}`);
  }
  const contacts = idsThatDiffer(
    calm.contacts,
    disturbed.contacts,
    (id) => exempt.contacts.has(id) || exempt.after.has(id),
  );
  if (contacts.length > 0) found.push(`contacts differ: ${contacts.join(', ')}`);
  for (const [name, texts] of Object.entries(calm.models)) {
    const others = disturbed.models[name] ?? {};
    const isExempt = (id: string): boolean =>
      [...exempt.debtors].some((debtor) => `${id} ${texts[id]} ${others[id]}`.includes(debtor));
    const ids = idsThatDiffer(texts, others, isExempt);
    if (ids.length > 0) found.push(`model ${name} differs: ${ids.join(', ')}`);
  }
  return found;
};
