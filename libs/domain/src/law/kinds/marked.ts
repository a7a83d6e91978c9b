import type { Mark } from '../facts.ts';
import type { Channel, MarkKind } from '../vocabulary.ts';
import type { Kind, Matter } from './kind.ts';
import { edgesOf, holdsAt, outside, spanOf } from './spans.ts';

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
export const marked: Kind<'marked'> = ({ marks, days, alike }, { reason = 'HOLD' }) => {
  return (matter) => {
    const on = marksOn(matter, marks, alike).map((mark) => ({
      mark,
      span: spanOf(matter.facts.zones, mark, days),
    }));
    return {
      earliest: outside(on.map(({ span }) => span)),
      reason: () => reason,
      inputs: () => ({
        marks: on
          .filter(({ span }) => holdsAt(span, matter.at))
          .map(({ mark: { kind, since = null, lastDay = null } }) => ({ kind, since, lastDay })),
      }),
    };
  };
};
