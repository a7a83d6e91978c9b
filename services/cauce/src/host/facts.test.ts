import { type DecisionRecord, standardSms } from '@cauce/domain';
import { Importer } from '@cauce/ingestion';
import { derivedId } from '@cauce/kernel';
import type { VirtualClock } from '@cauce/runtime';
import { afterAll, expect, it } from '@jest/globals';
import { noteOperation } from '../operations/notes/note.ts';
import { play } from '../simulate/run.ts';
import { bookOf, OTHER, ZOILA } from '../testing/book.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withHost } from '../testing/line.ts';
import type { Host } from './host.ts';

/** The same book in the United States: a third party collects, by SMS. */
const american = bookOf([{ ...OTHER, phone: '+12125550123', reference: 'C-1' }])
  .replaceAll('"CO"', '"US"')
  .replaceAll('"America/Bogota"', '"America/New_York"')
  .replaceAll('"CC"', '"ISSUER"')
  .replaceAll('"COP"', '"USD"');

interface GateRefusal {
  readonly decision: DecisionRecord;
}

afterAll(removePlaces);

const playTo = (host: Host, clock: VirtualClock, day: string) => {
  const id = derivedId('test', 'play', day);
  const cause = { actor: 'policy:test', causationId: id, correlationId: id } as const;
  const importer = new Importer(host.folder.core, id, cause);
  return play({ host, clock, importer, rows: [], until: endOf(day) });
};

const statusesOf = async (host: Host) => {
  const statuses = [];
  await host.reporting.caughtUp();
  for await (const { status } of host.reporting.exportContacts()) statuses.push(status);
  return statuses;
};

const refusalsOf = async ({ folder }: Host) => {
  const { events } = await folder.core.store.readAll({ after: null, limit: 5_000, categories: ['contact'] });
  return events.flatMap(({ type, data }) =>
    type === 'ContactRefused' ? [(data as GateRefusal).decision.items.flatMap(({ reasons }) => reasons)] : [],
  );
};

it('an SMS of a third party in the United States waits for a consent, goes with it, and stops at an opt-out', async () => {
  const { dir, file } = freshPlace();
  await simulateFile(dir, file('book.csv', american), '2026-02-01', '2026-02-10', standardSms);
  await withHost({ dir, now: endOf('2026-02-10') }, async (host, clock) => {
    const app = { folder: host.folder, reporting: host.reporting, actor: 'principal:test' } as const;
    const debtor = OTHER.obligation;
    expect(await statusesOf(host)).toEqual(['refused']);

    await noteOperation(app, { debtor, kind: 'sms_consent', since: '2026-02-10' });
    await playTo(host, clock, '2026-02-15');
    expect(await statusesOf(host)).toEqual(['refused', 'delivered']);

    await noteOperation(app, { debtor, kind: 'medium_opt_out', channels: ['sms'] });
    await playTo(host, clock, '2026-02-20');
    expect(await statusesOf(host)).toEqual(['refused', 'delivered', 'refused']);
    expect(await refusalsOf(host)).toEqual([['NO_CONSENT'], ['MEDIUM_OPT_OUT']]);
    expect(host.sandboxes.sms.mailbox.count()).toBe(1);
  });
});

it('who answers BAJA to an SMS gets no more, nor does anybody who has the number', async () => {
  const { dir, file } = freshPlace();
  const phone = OTHER.phone;
  const book = bookOf([
    { ...ZOILA, phone },
    { ...OTHER, dueDate: '2026-02-14' },
  ]);
  await simulateFile(dir, file('book.csv', book), '2026-02-01', '2026-02-09', standardSms);
  await withHost({ dir, now: endOf('2026-02-09') }, async (host, clock) => {
    const { reply, mailbox } = host.sandboxes.sms;
    expect(mailbox.count()).toBe(1);
    await host.settle();
    const heard = reply(`+57${phone}`, 'Baja por favor');
    await playTo(host, clock, '2026-02-10');
    expect(await heard).toBe(true);
    await playTo(host, clock, '2026-02-20');
    expect(mailbox.count()).toBe(1);
    const refusals = await refusalsOf(host);
    expect(refusals.length).toBeGreaterThan(2);
    expect(refusals.filter((reasons) => !reasons.includes('ADDRESS_OPT_OUT'))).toEqual([]);
    expect(await reply(`+57${phone}`, 'mañana pago')).toBe(false);
  });
});
