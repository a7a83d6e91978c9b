import type { AddressKind, Content, PastContact, Proposal } from '@cauce/domain';
import type { DateText } from '@cauce/kernel';
import fc from 'fast-check';
import { ADDRESSES, OUTCOMES, PURPOSES, ROLES } from '../words.ts';
import {
  addressId,
  channel,
  dateNear,
  debts,
  instantNear,
  oneOf,
  rarely,
  sometimes,
  sparse,
} from './near.ts';

const creditor = fc.constantFrom('c1', 'c2');
const person = rarely(oneOf(ROLES));
const address = sparse<{ kind: AddressKind; id: string }>(
  fc.record({ kind: sometimes(oneOf(ADDRESSES)), id: sometimes(addressId) }),
);

/** One contact of a history around a hard day. */
export const contactNear = (day: DateText): fc.Arbitrary<PastContact> =>
  sparse<PastContact>(
    fc.record({
      at: fc.oneof(
        { weight: 5, arbitrary: instantNear(day, 3, 1) },
        { weight: 1, arbitrary: instantNear(day, 32, 0) },
      ),
      channel,
      direction: fc.constantFrom('out', 'out', 'in'),
      outcome: fc.oneof(
        fc.constantFrom('sent', 'conversation', 'no_answer', 'reserved', 'unknown'),
        oneOf(OUTCOMES),
      ),
      creditorId: creditor,
      debtIds: debts,
      person,
      address: sometimes(address),
      id: sometimes(fc.constantFrom('m1', 'm2')),
      answers: rarely(fc.constantFrom('m1', 'm2')),
      discussedDebtIds: sometimes(debts),
      agreesToCalls: rarely(
        sparse<{ onlyDay: DateText }>(fc.record({ onlyDay: sometimes(dateNear(day, 1, 3)) })),
      ),
      revokesCalls: rarely(fc.constant(true)),
      believedWrong: rarely(fc.constant(true)),
    }),
  );

/** What a message says: mostly what it must. */
const content: fc.Arbitrary<Content> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ opt_out_notice: true }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('opt_out_notice', 'threat', 'simulates_judicial', 'only_confirmation', 'first_contact'),
      fc.boolean(),
      { maxKeys: 3 },
    ),
  },
);

const basisNear = (day: DateText) =>
  fc.oneof(
    fc.constant({ kind: 'consent' as const }),
    fc.record({
      kind: fc.constant('creditor_notice' as const),
      sentOn: dateNear(day, 40, -30),
      optOutUntil: dateNear(day, 2, 5),
    }),
    fc.record({
      kind: fc.constant('prior_collector' as const),
      obtainedProperly: fc.constant(true),
      usedByLast: fc.boolean(),
      optedOut: fc.boolean(),
    }),
  );

/** How an address was come by is claimed of e-mail addresses only. */
const plausible = (proposal: Proposal): Proposal => {
  const { address, ...rest } = proposal;
  if (address === undefined || proposal.channel === 'email') return proposal;
  const { basis: _, ...other } = address;
  return { ...rest, address: other };
};

/** What is proposed around a hard day. */
export const proposalNear = (day: DateText): fc.Arbitrary<Proposal> =>
  sparse<Proposal>(
    fc.record({
      at: instantNear(day, 1, 1),
      channel,
      debtId: fc.constantFrom('d1', 'd2'),
      creditorId: creditor,
      person,
      purpose: rarely(oneOf(PURPOSES)),
      address: sometimes(
        sparse<NonNullable<Proposal['address']>>(
          fc.record({
            kind: sometimes(oneOf(ADDRESSES)),
            id: sometimes(addressId),
            domainPublic: rarely(fc.boolean()),
            basis: rarely(basisNear(day)),
          }),
        ),
      ),
      content,
      answers: rarely(fc.constantFrom('m1', 'm2')),
    }),
  ).map(plausible);
