import { msOf } from '@cauce/kernel';
import { consentsTo } from './kinds/consent.ts';
import { saysAll } from './kinds/content.ts';
import type { Matter } from './kinds/kind.ts';
import { isMarkedEverywhere, markChanges } from './kinds/marked.ts';
import { edgesOf, holdsAt, type TimeSpan } from './kinds/spans.ts';
import type { Exception } from './pack.ts';
import type { AllowCode } from './vocabulary.ts';

/** Whether the proposal is the first answer, by the same channel, to what the person wrote or said. */
const isOneAnswer = ({ facts: { history }, proposal: { answers, channel } }: Matter): boolean =>
  answers !== undefined &&
  history.some((past) => past.id === answers && past.direction === 'in' && past.channel === channel) &&
  !history.some((past) => past.direction === 'out' && past.answers === answers);

/** The sessions of the proposed channel. */
const sessionsOf = ({ facts: { standing }, proposal }: Matter): TimeSpan[] =>
  (standing?.sessions ?? [])
    .filter(({ channel }) => channel === proposal.channel)
    .map(({ from, to }) => ({ from: msOf(from), until: msOf(to) }));

const applies = (exception: Exception, matter: Matter, instant: number): boolean => {
  const { proposal } = matter;
  const { purposes, content, marks, consent, emailBasis, debtors, answer, session } = exception;
  return (
    (purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (debtors?.includes(proposal.debtorId ?? '') ?? true) &&
    (content === undefined || saysAll(content, proposal.content)) &&
    (marks === undefined || isMarkedEverywhere(matter, marks, instant)) &&
    (consent === undefined || consentsTo(matter, consent).some((given) => given <= instant)) &&
    (emailBasis === undefined || proposal.address?.basis?.kind === emailBasis) &&
    (!answer || isOneAnswer(matter)) &&
    (!session || sessionsOf(matter).some((span) => holdsAt(span, instant)))
  );
};

const codeOf = ({ answer, session, consent }: Exception): AllowCode => {
  if (answer) return 'OK_RESPOND_ONCE';
  if (session) return 'OK_CONSUMER_SESSION';
  return consent ? 'OK_PRIOR_CONSENT' : 'OK_EXCEPTION';
};

/** Why a rule does not hold at an instant for a proposal that is in its scope; undefined where it holds. */
export const exceptedBy = (
  exceptions: readonly Exception[],
  matter: Matter,
  instant: number,
): AllowCode | undefined => {
  const found = exceptions.find((exception) => applies(exception, matter, instant));
  return found && codeOf(found);
};

/** Whether an exception may begin or cease to apply while time passes. */
export const turns = ({ marks, consent, session }: Exception): boolean =>
  marks !== undefined || consent !== undefined || session !== undefined;

/** The instants at which exceptions may begin or cease to apply. */
export const exceptionChanges = (exceptions: readonly Exception[], matter: Matter): number[] =>
  exceptions.flatMap(({ marks, consent, session }) => [
    ...(marks ? markChanges(matter, marks) : []),
    ...(consent ? consentsTo(matter, consent) : []),
    ...(session ? edgesOf(sessionsOf(matter)) : []),
  ]);
