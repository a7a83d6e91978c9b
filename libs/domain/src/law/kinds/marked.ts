import type { Mark } from '../facts.ts';
import type { Channel, MarkKind, ReasonCode } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind, Matter } from './kind.ts';
import { edgesOf, holdsAt, outside, spanOf } from './spans.ts';

/** What a mark says of itself to a rule that has no reason of its own. */
const REASONS: { readonly [K in MarkKind]?: ReasonCode } = {
  address_opt_out: 'ADDRESS_OPT_OUT',
  attorney: 'ATTORNEY',
  cease: 'CEASE_COMMUNICATION',
  employer_prohibits: 'EMPLOYER_PROHIBITS',
  medium_opt_out: 'MEDIUM_OPT_OUT',
  processing_restricted: 'PROCESSING_RESTRICTED',
  wrong_number: 'WRONG_NUMBER',
};

type Families = readonly (readonly Channel[])[];

const closes = (channels: readonly Channel[], channel: Channel, alike: Families): boolean =>
  channels.includes(channel) ||
  alike.some((family) => family.includes(channel) && family.some((one) => channels.includes(one)));

/** The marks of some kinds that are about what is proposed: its debt, its channel, its address. */
export const marksOn = (
  { facts: { standing }, proposal }: Matter,
  kinds: readonly MarkKind[],
  alike: Families = [],
): Mark[] =>
  (standing?.marks ?? []).filter(
    ({ kind, debtIds, channels, addressId }) =>
      kinds.includes(kind) &&
      (debtIds?.includes(proposal.debtId) ?? true) &&
      (channels === undefined || closes(channels, proposal.channel, alike)) &&
      (addressId === undefined || addressId === proposal.address?.id),
  );

/** Whether one of some marks holds on the proposal at an instant. */
export const isMarked = (matter: Matter, kinds: readonly MarkKind[], instant: number): boolean =>
  marksOn(matter, kinds).some((mark) => holdsAt(spanOf(matter.facts.zones, mark), instant));

/** Whether one of some marks holds on the proposal at an instant wherever the person may be. */
export const isMarkedEverywhere = (matter: Matter, kinds: readonly MarkKind[], instant: number): boolean => {
  const marks = marksOn(matter, kinds);
  return matter.facts.zones.every((zone) => marks.some((mark) => holdsAt(spanOf([zone], mark), instant)));
};

/** The instants at which marks of some kinds begin or end to hold on the proposal, in any of the zones. */
export const markChanges = (matter: Matter, kinds: readonly MarkKind[]): number[] =>
  edgesOf(marksOn(matter, kinds).flatMap((mark) => matter.facts.zones.map((zone) => spanOf([zone], mark))));

/** Refused while a mark holds. */
export const marked: Kind<'marked'> = ({ marks, days, alike }, { reason }) => {
  const unmarked = forbid(false, reason ?? 'HOLD', { marks: [] });
  return (matter) => {
    const on = marksOn(matter, marks, alike).map((mark) => ({
      mark,
      span: spanOf(matter.facts.zones, mark, days),
    }));
    if (on.length === 0) return unmarked;
    const holding = () => on.filter(({ span }) => holdsAt(span, matter.at));
    // Of several marks the one that the rule names first: they are known in no order.
    const first = () => marks.find((kind) => holding().some(({ mark }) => mark.kind === kind));
    return {
      earliest: outside(on.map(({ span }) => span)),
      reason: () => {
        const kind = first();
        return reason ?? (kind && REASONS[kind]) ?? 'HOLD';
      },
      inputs: () => ({
        marks: holding().map(({ mark: { kind, since = null, lastDay = null } }) => ({
          kind,
          since,
          lastDay,
        })),
      }),
    };
  };
};
