import type { Address, EmailBasis, Mark, Notice, PersonalHours, Standing } from '@cauce/domain';
import { type InstantText, instantText } from '@cauce/kernel';
import type { VectorEmailBasis, VectorFlags, VectorHours } from './vector.ts';

/** An instant with an offset as ours are written. Throws RangeError. */
export const toInstant = (text: string): InstantText => {
  try {
    return instantText(Temporal.Instant.from(text));
  } catch (cause) {
    throw new RangeError(`"${text}" is no instant with an offset, like 2026-03-01T14:30:00-05:00`, { cause });
  }
};

const WEEKDAYS: Readonly<Record<string, string>> = {
  MO: 'mon',
  TU: 'tue',
  WE: 'wed',
  TH: 'thu',
  FR: 'fri',
  SA: 'sat',
  SU: 'sun',
};

const hoursOf = (hours: readonly VectorHours[] = []): PersonalHours[] =>
  hours.map(({ days, from, to, until }) => ({
    days: days?.map((day) => WEEKDAYS[day] ?? day) ?? Object.values(WEEKDAYS),
    from,
    to,
    ...(until === undefined ? {} : { lastDay: until }),
  }));

const optOutMarks = ({ address_optout = [], medium_optout = [], tcpa_revoked }: VectorFlags): Mark[] => [
  ...address_optout.map(
    ({ at, address, media }): Mark => ({
      kind: 'address_opt_out',
      since: toInstant(at),
      ...(address === undefined ? {} : { addressId: address }),
      ...(media === undefined ? {} : { channels: media }),
    }),
  ),
  ...medium_optout.map(
    ({ at, medium }): Mark => ({
      kind: 'medium_opt_out',
      since: toInstant(at),
      ...(medium === undefined ? {} : { channels: [medium] }),
    }),
  ),
  ...(tcpa_revoked ? [{ kind: 'robocall_revoked', since: toInstant(tcpa_revoked.at) } as const] : []),
];

/** Flags that are marks without more. */
const PLAIN = {
  attorney: 'attorney',
  employer_prohibits: 'employer_prohibits',
  gdpr_restriction: 'processing_restricted',
  erasure_request: 'erasure_requested',
  active_debt: 'active_debt',
  pattern_guard: 'pattern_guard',
  time_barred: 'time_barred',
} as const satisfies Partial<Record<keyof VectorFlags, Mark['kind']>>;

const plainMarks = (flags: VectorFlags): Mark[] =>
  Object.entries(PLAIN).flatMap(([flag, kind]) => (flags[flag as keyof typeof PLAIN] ? [{ kind }] : []));

const marksOf = (flags: VectorFlags): Mark[] => {
  const { cease, wrong_number, breathing_space, repayment_plan_hold_from, inconvenient_places = [] } = flags;
  return [
    ...plainMarks(flags),
    ...optOutMarks(flags),
    ...(wrong_number
      ? [{ kind: 'wrong_number', since: toInstant(wrong_number.at), addressId: wrong_number.number } as const]
      : []),
    ...(cease?.received_at ? [{ kind: 'cease', since: toInstant(cease.received_at) } as const] : []),
    ...(flags.attorney_exception ? [{ kind: 'attorney_consents_or_unresponsive' } as const] : []),
    ...(breathing_space
      ? [
          {
            kind: 'breathing_space',
            since: breathing_space.from,
            ...(breathing_space.to ? { lastDay: breathing_space.to } : {}),
          } as const,
        ]
      : []),
    ...(repayment_plan_hold_from
      ? [{ kind: 'repayment_plan', since: repayment_plan_hold_from } as const]
      : []),
    ...inconvenient_places.map((place): Mark => ({ kind: 'inconvenient_place', place })),
    ...(flags.known_at_place_now ? [{ kind: 'at_place', place: flags.known_at_place_now } as const] : []),
  ];
};

const noticesOf = (
  notices: readonly { sent_on: string; undeliverable_on?: string; returned?: boolean }[] = [],
): Notice[] =>
  notices.map(({ sent_on, undeliverable_on, returned }) => {
    const back = undeliverable_on ?? (returned ? true : undefined);
    return { sentOn: sent_on, ...(back === undefined ? {} : { returned: back }) };
  });

const consentsOf = ({ sms_basis, electronic_consent, robocall_consent }: VectorFlags) => [
  ...(sms_basis?.at ? [{ kind: 'sms', at: toInstant(sms_basis.checked_at ?? sms_basis.at) } as const] : []),
  ...(electronic_consent ? [{ kind: 'electronic' } as const] : []),
  ...(robocall_consent ? [{ kind: 'robocall' } as const] : []),
];

/** What the flags of a vector say is known. */
export const standingOf = (flags: VectorFlags): Standing => {
  const { consumer_session: session, dispute, authorised_channels: authorisedChannels } = flags;
  return {
    marks: marksOf(flags),
    inconvenient: hoursOf(flags.inconvenient),
    agreed: hoursOf([...(flags.consumer_requested_hours ?? []), ...(flags.time_consent ?? [])]),
    consents: consentsOf(flags),
    ...(authorisedChannels ? { authorisedChannels } : {}),
    ...(session
      ? { sessions: [{ ...session, from: toInstant(session.from), to: toInstant(session.to) }] }
      : {}),
    reportingNotices: noticesOf(flags.notices),
    validationNotices: noticesOf(flags.validation?.notices),
    ...(dispute?.written
      ? {
          dispute: {
            receivedAt: toInstant(dispute.received_at),
            ...(dispute.debts ? { debtIds: dispute.debts } : {}),
          },
        }
      : {}),
  };
};

export const basisOf = (basis: VectorEmailBasis): EmailBasis => {
  if (basis.kind === 'creditor_notice')
    return { kind: basis.kind, sentOn: basis.notice_sent_on, optOutUntil: basis.opt_out_deadline };
  if (basis.kind === 'prior_collector')
    return {
      kind: basis.kind,
      obtainedProperly: basis.obtained_properly,
      usedByLast: basis.immediately_prior_used,
      optedOut: basis.opted_out_of_prior,
    };
  return { kind: 'consent' };
};

/** An address or number of a vector. */
export const addressOf = (address: Address | undefined, number: string | undefined): Address | undefined => {
  const id = address?.id ?? number;
  if (address === undefined && id === undefined) return undefined;
  return { ...(address?.kind ? { kind: address.kind } : {}), ...(id === undefined ? {} : { id }) };
};
