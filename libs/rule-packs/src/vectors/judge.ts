import {
  adjudicate,
  type Decision,
  type Facts,
  type PastContact,
  type Proposal,
  type RulePack,
} from '@cauce/domain';
import { addressOf, basisOf, standingOf, toInstant } from './standing.ts';
import type { Vector, VectorContact, VectorExpectation } from './vector.ts';

/** Of an example that names none. */
const CREDITOR = 'creditor';

/** Debts of one service account are one debt. */
const accountsOf =
  ({ given }: Vector) =>
  (debt: string): string =>
    given.debts?.find(({ id }) => id === debt)?.service_account ?? debt;

const contactOf =
  (accountOf: (debt: string) => string) =>
  (past: VectorContact, index: number): PastContact => {
    const { person, creditor = CREDITOR, in_response_to, consent_to_call, conversation_debts } = past;
    const address = addressOf(past.address, past.number);
    return {
      at: toInstant(past.at),
      channel: past.channel,
      direction: past.direction,
      outcome: past.outcome,
      creditorId: creditor,
      debtIds: [past.debt].flat().map(accountOf),
      id: String(index),
      ...(person === undefined ? {} : { person }),
      ...(address === undefined ? {} : { address }),
      ...(in_response_to === undefined ? {} : { answers: String(in_response_to) }),
      ...(conversation_debts === undefined ? {} : { discussedDebtIds: conversation_debts.map(accountOf) }),
      ...(consent_to_call === undefined
        ? {}
        : { agreesToCalls: consent_to_call.only_date ? { onlyDay: consent_to_call.only_date } : {} }),
      ...(past.consent_revoked ? { revokesCalls: true } : {}),
      ...(past.answer_believed_wrong ? { believedWrong: true } : {}),
    };
  };

/** A vector's facts as the engine takes them; one mapping for all. */
export const factsOf = (vector: Vector): Facts => {
  const { given, jurisdiction } = vector;
  const { flags } = given;
  return {
    zones: flags.known_location_tz ? [flags.known_location_tz] : given.timezones,
    country: jurisdiction.slice(0, 2),
    regions: [jurisdiction],
    portfolio: {
      jurisdiction,
      collector: flags.collector_type ?? 'third_party',
      debtKind: flags.debt_kind ?? 'consumer',
    },
    history: given.history.map(contactOf(accountsOf(vector))),
    standing: standingOf(flags),
  };
};

export const proposalOf = (vector: Vector): Proposal => {
  const {
    at,
    channel,
    debt,
    creditor = CREDITOR,
    person,
    purpose,
    address,
    number,
    content,
    in_response_to,
  } = vector.propose;
  const reached = addressOf(address, number);
  const basis = vector.given.flags.email_basis;
  const claimed = channel === 'email' && basis ? { basis: basisOf(basis) } : {};
  return {
    at: toInstant(at),
    channel,
    debtId: accountsOf(vector)(debt),
    creditorId: creditor,
    ...(person === undefined ? {} : { person }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(reached === undefined && !('basis' in claimed)
      ? {}
      : {
          address: {
            ...reached,
            ...claimed,
            ...(address?.domain_public === undefined ? {} : { domainPublic: address.domain_public }),
          },
        }),
    ...(content === undefined ? {} : { content }),
    ...(in_response_to === undefined ? {} : { answers: String(in_response_to) }),
  };
};

/** The readings under which a vector wants to be judged, the most wanted first. */
export const wantedBy = ({ given }: Vector): readonly string[] => [given.flags.reading ?? []].flat();

/** What the engine says to a vector under some packs. */
export const judgeVector = (packs: readonly RulePack[], vector: Vector): Decision =>
  adjudicate(packs, factsOf(vector), proposalOf(vector));

/** Whether a decision is what is expected: the same decision and instant, and the reason among those reported. */
export const agrees = (
  { decision, notBefore, reasons }: Decision,
  { decision: expected, not_before, reason }: VectorExpectation,
): boolean =>
  decision === expected &&
  notBefore === (not_before === null ? null : toInstant(not_before)) &&
  (reasons as readonly string[]).includes(reason);
