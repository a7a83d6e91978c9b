import { Collector } from '@cauce/adapters/opentelemetry/testing';
import { ContactRequested, type RecordedEvent } from '@cauce/contracts';
import { derivedId, instantText } from '@cauce/kernel';
import { History } from '@cauce/testing';
import { askHost } from '../../api/client.ts';
import { adminKeyIn } from '../../principals/admin-key.ts';
import { DrivenSystem } from '../driven-system.ts';
import { envOver, type Servers } from './profiles.ts';

const BEGIN = Temporal.Instant.from('2026-03-11T15:00:00Z');
const DUE = '2026-03-01';
/** So many debtors that each of two gates has some. */
export const EACH = 8;
/** Soon enough that a test can wait for it. */
const SHOWN_EVERY_MS = '200';

/** What became of a contact: its events in their order. */
export type Story = readonly RecordedEvent[];

/**
 * The programs that a clearance passes through, two gates among them, and those that answer people, from a Wednesday
 * at ten in Bogotá; with debtors to whom a message can be sent, and two principals who may agree.
 */
export const startApprovals = async (dir: string, servers: Servers) => {
  const collector = await Collector.start();
  const env = { ...envOver(servers), ...collector.env, OTEL_BSP_SCHEDULE_DELAY: SHOWN_EVERY_MS };
  const parked: string[] = [];
  const system = await DrivenSystem.start({
    dir,
    env,
    replicas: { 'compliance-gate': 2, segmentation: 0, scoring: 0, 'outbound-sms': 0 },
    onLine: (program, line) => {
      if (line.includes('stands still')) parked.push(`${program} ${line}`);
    },
    begin: BEGIN,
  });
  const { core } = system.folder;
  const history = new History(core.log, system.clock, core.ids);
  const book = await history.book();
  const one = { api: await system.apiUrl(), key: adminKeyIn(dir) ?? '' };
  const { key } = (await askHost(one, 'principal-add', { name: 'two', role: 'compliance' })) as {
    key: string;
  };
  const two = { ...one, key };
  let debtors = 0;

  const ask = async (): Promise<string> => {
    debtors += 1;
    const someone = await history.debtor(debtors);
    const { debtorId } = someone;
    const { creditorId } = book;
    const owed = await history.debt(book, someone, {
      obligation: `O-${debtors}`,
      minor: 10_000,
      dueDate: DUE,
    });
    const request = ContactRequested.make({
      debtorId,
      creditorId,
      contactId: derivedId('approvals', debtorId),
      channel: 'email',
      language: 'es',
      strategy: 'standard@1',
      plannedFor: instantText(system.clock.now()),
      usefulUntil: '2026-04-01T00:00:00.000Z',
      items: [{ debtId: owed.debtId, step: 'D+1', anchor: DUE }],
      merges: [],
    });
    await history.append('treatment', `${debtorId}-${creditorId}`, request);
    return debtorId;
  };

  return {
    system,
    parked,
    /** Contacts with debtors of their own, asked for now; the ids of the debtors. */
    asks: async (): Promise<readonly string[]> => {
      const asked: string[] = [];
      while (asked.length < EACH) asked.push(await ask());
      return asked;
    },
    /** Has one principal propose a pack, and another approve it. */
    agreePack: async (pack: object, effective: string): Promise<void> => {
      const proposed = (await askHost(one, 'pack-propose', { pack, effective })) as { proposalId: string };
      await askHost(two, 'pack-approve', { proposal: proposed.proposalId });
    },
    /** Has one principal propose a text, and another approve it. */
    agreeTemplate: async (template: object): Promise<void> => {
      const proposed = (await askHost(one, 'template-propose', { template })) as {
        template: string;
        version: number;
      };
      await askHost(two, 'template-approve', { template: `${proposed.template}@${proposed.version}` });
    },
    /** What became of the contact with each of some debtors. */
    stories: (those: readonly string[]): Promise<readonly Story[]> =>
      Promise.all(those.map((debtorId) => core.store.read(`contact-${debtorId}`))),
    /** The gates that judged the contacts with some debtors, by process, once they have shown it. */
    judges: async (those: readonly string[]): Promise<ReadonlySet<string>> => {
      const contacts = new Set(those.map((debtorId) => derivedId('approvals', debtorId)));
      for (;;) {
        const spans = collector.spans.filter(
          ({ name, attributes }) =>
            name === 'adjudicate' && contacts.has(String(attributes['cauce.contact.id'])),
        );
        const shown = new Set(spans.map(({ attributes }) => attributes['cauce.contact.id']));
        if (shown.size === contacts.size) return new Set(spans.map(({ instance }) => instance));
        await core.monotonic.wait(Number(SHOWN_EVERY_MS));
      }
    },
    close: async (): Promise<void> => {
      await system.close();
      await collector.close();
    },
  };
};

export type Approvals = Awaited<ReturnType<typeof startApprovals>>;
