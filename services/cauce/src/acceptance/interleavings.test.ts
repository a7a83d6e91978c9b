import { MemoryGateway } from '@cauce/adapters/memory';
import { DisputeReceived, HoldPlaced, PortfolioChanged } from '@cauce/contracts';
import { type AddressFact, address, contact, type PersonFact } from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import { readPacks } from '@cauce/rule-packs';
import { openTestCore, type TestCore } from '@cauce/runtime/testing';
import type { Owed, Someone } from '@cauce/testing';
import { afterEach, expect, it } from '@jest/globals';
import { Services } from '../host/services.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};

interface Line extends TestCore {
  readonly someone: Someone;
  readonly owed: Owed;
  readonly gateway: MemoryGateway;
}

let rig: TestCore;
let services: Services;
afterEach(async () => {
  await services.stop();
  await rig.close();
});

/**
 * Plays the whole line at an instant with one debt, and does something when the sender has the clearance in hand and
 * has not begun the attempt. Gives what the person's stream says from the clearance on, and what the provider got.
 */
const between = async (now: string, deed: (line: Line) => Promise<void>) => {
  rig = await openTestCore('2026-03-01T12:00:00.000Z');
  const { core, clock, history } = rig;
  const book = await history.book();
  const { portfolioId } = book;
  // The law of the United States too, which has much to say of disputes.
  const changed = PortfolioChanged.make({ portfolioId, changes: { jurisdiction: 'US' } });
  await history.append('portfolio', portfolioId, changed);
  const someone = await history.debtor(1);
  const owed = await history.debt(book, someone, { obligation: 'A', minor: 10_000, dueDate: '2026-03-10' });
  history.at(now);
  let waiting: typeof deed | null = deed;
  class Interrupted extends MemoryGateway {
    override async reach(): Promise<void> {
      const cleared = (await rig.events('ContactCleared')).length > 0;
      const due = cleared ? waiting : null;
      if (!due) return;
      waiting = null;
      await due({ ...rig, someone, owed, gateway });
    }
  }
  const gateway = new Interrupted({ clock });
  services = await Services.start(core, readPacks(), [{ gateway, sender }]);
  await services.settle();
  const told = await core.store.read(`contact-${someone.debtorId}`);
  const first = told.findIndex(({ type }) => type === 'ContactCleared');
  expect(rig.failures).toEqual([]);
  expect(waiting).toBeNull();
  const last = told.at(-1)?.data as { decision?: { items: { reasons: string[] }[] }; reason?: string };
  return {
    said: told.slice(first + 1).map(({ type }) => type),
    reasons: last.decision?.items.flatMap((item) => item.reasons) ?? last.reason,
    sent: gateway.taken.length,
  };
};

const NOON = '2026-03-11T17:00:00.000Z';
const cause = {
  actor: 'policy:test',
  causationId: derivedId('test', 'x'),
  correlationId: derivedId('test', 'x'),
} as const;
const noteId = derivedId('test', 'note');

const notes =
  (fact: PersonFact) =>
  async ({ core, clock, someone: { debtorId } }: Line) => {
    const since = instantText(clock.now());
    await core.log.transact(cause, (unit) =>
      unit.execute(contact, debtorId, { kind: 'note', noteId, fact, since, text: null }),
    );
  };

/** Told in the case of somebody else who has the same mailbox. */
const notesAddress =
  (fact: AddressFact) =>
  async ({ core, clock, someone: { email } }: Line) => {
    const pointId = core.ids.point({ kind: 'email', value: email });
    const about = { pointId, debtorId: derivedId('test', 'another'), noteId };
    const since = instantText(clock.now());
    await core.log.transact(cause, (unit) =>
      unit.execute(address, pointId, { kind: 'note', ...about, fact, since, text: null }),
    );
  };

it('what is cleared goes out where nothing comes between', async () => {
  expect(await between(NOON, async () => {})).toMatchObject({
    said: ['AttemptStarted', 'AttemptAccepted', 'ContactDelivered'],
    sent: 1,
  });
});

it('a clearance of 18:59 that the sender reaches at 19:01 is not used where the hours end at 19:00', async () => {
  const late = Temporal.Instant.from('2026-03-12T00:01:00.000Z');
  expect(await between('2026-03-11T23:59:00.000Z', async ({ clock }) => clock.moveTo(late))).toEqual({
    said: ['ClearanceExpired', 'ContactDeferred'],
    reasons: ['QUIET_HOURS'],
    sent: 0,
  });
});

it.each([
  ['an opt-out', { kind: 'medium_opt_out', channels: ['email'] }, 'MEDIUM_OPT_OUT'],
  ['a wish to be left alone', { kind: 'cease' }, 'CEASE_COMMUNICATION'],
  ['an attorney', { kind: 'attorney' }, 'ATTORNEY'],
] as [string, PersonFact, string][])(
  '%s between clearance and attempt stops the attempt',
  async (_, fact, reason) => {
    expect(await between(NOON, notes(fact))).toEqual({
      said: ['PersonNoted', 'ClearanceRevoked', 'ContactRefused'],
      reasons: [reason],
      sent: 0,
    });
  },
);

it.each([
  ['opted out', { kind: 'address_opt_out' }, 'ADDRESS_OPT_OUT'],
  ['is somebody else', { kind: 'wrong_number' }, 'WRONG_NUMBER'],
] as [string, AddressFact, string][])(
  'who %s at a mailbox stops it for everybody who has it',
  async (_, fact, reason) => {
    expect(await between(NOON, notesAddress(fact))).toEqual({
      said: ['ClearanceRevoked', 'ContactRefused'],
      reasons: [reason],
      sent: 0,
    });
  },
);

it.each([
  [
    'a dispute',
    ({ history, owed: { debtId, debtorId } }: Line) =>
      history.append('debt', debtId, DisputeReceived.make({ debtId, debtorId, disputeId: noteId })),
    { said: ['ClearanceRevoked', 'ContactRefused'], reasons: ['DISPUTE_PENDING'] },
  ],
  [
    'a hold',
    ({ history, owed: { debtId, debtorId } }: Line) =>
      history.append('debt', debtId, HoldPlaced.make({ debtId, debtorId, holdId: noteId })),
    { said: ['ClearanceRevoked', 'ContactCancelled'], reasons: 'NOTHING_TO_SAY' },
  ],
  [
    'a payment',
    ({ history, owed }: Line) => history.pays(owed, 10_000, { settles: true }),
    { said: ['ClearanceRevoked', 'ContactCancelled'], reasons: 'NOTHING_TO_SAY' },
  ],
])('%s between clearance and attempt stops the attempt', async (_, deed, came) => {
  expect(await between(NOON, deed)).toEqual({ ...came, sent: 0 });
});

it('part of a payment is said with what is left to pay', async () => {
  const paid = await between(NOON, ({ history, owed }) => history.pays(owed, 4_000));
  expect(paid).toMatchObject({
    said: ['ClearanceRevoked', 'ContactCleared', 'AttemptStarted', 'AttemptAccepted', 'ContactDelivered'],
    sent: 1,
  });
});
