import { ClearanceExpired, HoldPlaced } from '@cauce/contracts';
import { standardTemplateOf, versionNameOf } from '@cauce/domain';
import { derivedId, instantOfMs, msOf } from '@cauce/kernel';
import { afterEach, describe, expect, it } from '@jest/globals';
import { GateController } from './gate.controller.ts';
import { Gate } from './gate.ts';
import { Packs } from './packs.ts';
import { type GateRig, openGate, packOf } from './testing/rig.ts';

const standard = versionNameOf(standardTemplateOf('email', 'overdue', 'es'));

let rig: GateRig;
const open = async (now?: string): Promise<GateRig> => {
  rig = await openGate(now);
  return rig;
};
afterEach(() => rig.close());

describe('a request for a contact', () => {
  it('is cleared where the law allows it, with every rule, its source and what was looked at', async () => {
    const { request, tell, book, owed, someone, core, events } = await open();
    const pointId = core.ids.point({ kind: 'email', value: someone.email });
    const asked = await request();
    expect(await tell(asked)).toEqual({ kind: 'done' });
    const [cleared] = await events('ContactCleared');
    expect(cleared).toMatchObject({
      actor: 'policy:compliance-gate',
      causationId: asked.id,
      data: {
        requestId: asked.id,
        expiresAt: '2026-03-11T14:45:00.000Z',
        pointId,
        template: standard,
        items: [{ debtId: owed.debtId, step: 'D+1' }],
        decision: {
          at: '2026-03-11T14:30:00.000Z',
          packs: [{ id: 'CO', version: '1' }],
          items: [
            {
              decision: 'allow',
              rules: [
                {
                  id: 'HOURS',
                  outcome: 'allow',
                  citation: 'Ley de prueba, art. 1',
                  pack: 'CO',
                  packVersion: '1',
                },
                { id: 'DAY', outcome: 'allow' },
              ],
            },
          ],
          basis: {
            streams: [
              { stream: 'agency-packs', revision: -1 },
              { stream: `contact-${someone.debtorId}`, revision: 1 },
              { stream: `address-${pointId}`, revision: -1 },
              { stream: `debt-${owed.debtId}`, revision: 0 },
              { stream: `portfolio-${book.portfolioId}`, revision: 0 },
              { stream: 'agency-templates', revision: -1 },
              { stream: 'agency-priority', revision: -1 },
            ],
            facts: {
              zones: ['America/Bogota'],
              country: 'CO',
              pastContacts: 0,
              address: { id: pointId, kind: 'email' },
              content: { opt_out_notice: true },
              templates: [standard],
            },
          },
        },
      },
    });
    expect(JSON.stringify(cleared)).not.toContain(someone.email);
  });

  it('is deferred to the next lawful instant', async () => {
    const { request, tell, events } = await open('2026-03-15T01:00:00.000Z');
    await tell(await request());
    const [deferred] = await events('ContactDeferred');
    expect(deferred?.data).toMatchObject({
      notBefore: '2026-03-16T12:00:00.000Z',
      decision: { items: [{ decision: 'defer', rules: [{ id: 'HOURS', outcome: 'defer' }, { id: 'DAY' }] }] },
    });
  });

  it('is refused, and says so, where no pack of the country is loaded', async () => {
    const { core, request, events } = await open();
    await new GateController(core, new Gate(core, new Packs([]))).whenRequested((await request()) as never);
    const [refused] = await events('ContactRefused');
    expect(refused?.data).toMatchObject({
      decision: { items: [{ decision: 'block', reasons: ['NO_RULE_PACK'] }] },
    });
  });

  it('is answered once, however often it comes', async () => {
    const { request, tell, events } = await open();
    const asked = await request();
    await tell(asked);
    expect(await tell(asked)).toEqual({ kind: 'duplicate' });
    expect(await events('ContactCleared')).toHaveLength(1);
  });

  it('is cancelled where the person was erased: nothing is judged', async () => {
    const { request, tell, core, someone, events } = await open();
    const asked = await request();
    await core.vault.destroy(someone.debtorId, instantOfMs(0));
    await tell(asked);
    expect((await events('ContactCancelled'))[0]?.data).toMatchObject({ reason: 'ERASED' });
    expect(await events('ContactCleared')).toEqual([]);
  });

  it('waits for a person that nobody has registered', async () => {
    const { request, tell, owed, someone, events } = await open();
    const who = { ...someone, debtorId: derivedId('test', 'nobody') };
    expect(await tell(await request([owed], { who }))).toMatchObject({ kind: 'park' });
    expect(await events('ContactCleared')).toEqual([]);
  });

  it.each(['paid', 'held', 'both'] as const)('says nothing of a debt that is %s', async (how) => {
    const { request, tell, history, owed, anotherDebt, events } = await open();
    const other = await anotherDebt('B');
    if (how !== 'held') await history.pays(owed, 10_000, { settles: true });
    const { debtId, debtorId } = other;
    const held = HoldPlaced.make({ debtId, debtorId, holdId: derivedId('test', 'hold') });
    if (how !== 'paid') await history.append('debt', debtId, held);
    await tell(await request([owed, other]));
    const said = { paid: [other.debtId], held: [owed.debtId], both: [] }[how];
    const [cleared] = await events('ContactCleared');
    const items = (cleared?.data as { items?: { debtId: string }[] } | undefined)?.items ?? [];
    expect(items.map(({ debtId }) => debtId)).toEqual(said);
    if (how === 'both')
      expect((await events('ContactCancelled'))[0]?.data).toMatchObject({ reason: 'NOTHING_TO_SAY' });
  });

  it('is cancelled when its use is over', async () => {
    const { request, tell, events } = await open();
    await tell(await request(undefined, { usefulUntil: '2026-03-11T14:30:00.000Z' }));
    expect((await events('ContactCancelled'))[0]?.data).toMatchObject({ reason: 'USE_OVER' });
  });

  it('clears what is allowed and puts off the rest, in one decision', async () => {
    const { core, request, accepted, events, owed, anotherDebt } = await open();
    const controller = new GateController(core, new Gate(core, new Packs([packOf('debt')])));
    await controller.whenRequested((await request()) as never);
    await accepted();
    const other = await anotherDebt('B');
    await controller.whenRequested((await request([owed, other], { name: 'second' })) as never);
    expect((await events('ContactCleared')).at(-1)?.data).toMatchObject({
      items: [{ debtId: other.debtId }],
      decision: {
        items: [
          { debtId: owed.debtId, decision: 'defer', notBefore: '2026-03-12T12:00:00.000Z' },
          { debtId: other.debtId, decision: 'allow' },
        ],
      },
    });
  });
});

describe('a clearance', () => {
  it.each([
    ['a quarter of an hour', '2026-03-11T14:30:00.000Z', undefined, '2026-03-11T14:45:00.000Z'],
    ['as the law', '2026-03-11T23:50:30.000Z', undefined, '2026-03-12T00:00:00.000Z'],
    ['to the lawful minute', '2026-03-11T23:59:59.999Z', undefined, '2026-03-12T00:00:00.000Z'],
    ['as its use', '2026-03-11T14:30:00.000Z', '2026-03-11T14:33:20.000Z', '2026-03-11T14:33:20.000Z'],
  ])('lasts as long as %s', async (_long, now, usefulUntil, expiresAt) => {
    const { request, tell, standing } = await open(now);
    await tell(await request(undefined, usefulUntil ? { usefulUntil } : {}));
    expect((await standing())?.clearance?.expiresAt).toBe(expiresAt);
  });

  it('reserves its place: of two contacts of one person on one day the second is put off', async () => {
    const { request, tell, history, anotherDebt, standing } = await open();
    const other = await anotherDebt('B', await history.book({ creditor: 'Tienda Sur', code: 'credito' }));
    await tell(await request());
    await tell(await request([other], { name: 'second' }));
    expect((await standing())?.status).toBe('cleared');
    expect(await standing('second')).toMatchObject({ status: 'deferred' });
  });

  it('is given to one only, however many gates decide at once', async () => {
    const { core, request, history, anotherDebt, events } = await open();
    const requests = [await request()];
    for (const n of [2, 3, 4]) {
      const at = await history.book({ creditor: `Tienda ${n}`, code: 'credito' });
      requests.push(await request([await anotherDebt(`${n}`, at)], { name: `contact ${n}` }));
    }
    const gates = requests.map(() => new GateController(core, new Gate(core, new Packs([packOf('debtor')]))));
    await Promise.all(requests.map((one, n) => gates[n]?.whenRequested(one as never)));
    expect(await events('ContactCleared')).toHaveLength(1);
    expect(await events('ContactDeferred')).toHaveLength(3);
  });

  it('reserves nothing after its time, even if nobody says that it expired', async () => {
    const { request, tell, history, anotherDebt, standing, clock } = await open();
    const other = await anotherDebt('B', await history.book({ creditor: 'Tienda Sur', code: 'credito' }));
    await tell(await request());
    clock.moveTo(Temporal.Instant.from('2026-03-11T14:45:00.000Z'));
    await tell(await request([other], { name: 'second' }));
    expect((await standing())?.status).toBe('cleared');
    expect(await standing('second')).toMatchObject({ status: 'cleared' });
  });

  it('that expired is judged anew, and frees what it reserved', async () => {
    const { request, tell, append, standing, clock, owed } = await open();
    await tell(await request());
    const before = await standing();
    clock.moveTo(Temporal.Instant.from('2026-03-11T14:45:00.000Z'));
    const { debtorId, creditorId } = owed;
    const clearanceId = before?.clearance?.clearanceId ?? '';
    const contactId = before?.contactId ?? '';
    await tell(await append(ClearanceExpired.make({ debtorId, creditorId, contactId, clearanceId })));
    const after = await standing();
    expect(after).toMatchObject({ status: 'cleared', clearance: { expiresAt: '2026-03-11T15:00:00.000Z' } });
    expect(after?.clearance?.clearanceId).not.toBe(clearanceId);
  });
});

describe('more that is asked of a contact', () => {
  it('says again only what no attempt may have said', async () => {
    const { request, tell, attempt, owed, anotherDebt, standing } = await open();
    await tell(await request());
    await attempt();
    const other = await anotherDebt('B');
    rig.clock.moveTo(Temporal.Instant.from('2026-03-12T14:30:00.000Z'));
    await tell(await request([owed, other]));
    expect(await standing()).toMatchObject({ status: 'cleared', items: [{ debtId: other.debtId }] });
  });
});

describe('the lawful minute', () => {
  it.each([0, 1, 7, 14])(
    'is never overstepped by a clearance given %i minutes before the end',
    async (minutes) => {
      const end = msOf('2026-03-12T00:00:00.000Z');
      const { request, tell, standing } = await open(instantOfMs(end - minutes * 60_000 - 1));
      await tell(await request());
      expect(msOf((await standing())?.clearance?.expiresAt ?? '')).toBeLessThanOrEqual(end);
    },
  );
});
