import { msOf } from '@cauce/kernel';
import { saysAll } from './kinds/content.ts';
import type { Matter } from './kinds/kind.ts';
import { isMarked } from './kinds/marked.ts';
import type { Exception } from './pack.ts';
import type { AllowCode } from './vocabulary.ts';

/** Whether the proposal is the first answer, by the same channel, to what the person wrote or said. */
const isOneAnswer = ({ facts: { history }, proposal: { answers, channel } }: Matter): boolean =>
  answers !== undefined &&
  history.some((past) => past.id === answers && past.direction === 'in' && past.channel === channel) &&
  !history.some((past) => past.direction === 'out' && past.answers === answers);

const isInSession = ({ facts: { standing }, proposal, at }: Matter): boolean =>
  (standing?.sessions ?? []).some(
    ({ channel, from, to }) => channel === proposal.channel && msOf(from) <= at && at < msOf(to),
  );

const applies = (exception: Exception, matter: Matter): boolean => {
  const { proposal, facts } = matter;
  const { purposes, content, marks, consent, emailBasis, answer, session } = exception;
  return (
    (purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (content === undefined || saysAll(content, proposal.content)) &&
    (marks === undefined || isMarked(matter, marks)) &&
    (consent === undefined || (facts.standing?.consents ?? []).some(({ kind }) => kind === consent)) &&
    (emailBasis === undefined || proposal.address?.basis?.kind === emailBasis) &&
    (!answer || isOneAnswer(matter)) &&
    (!session || isInSession(matter))
  );
};

const codeOf = ({ answer, session, consent }: Exception): AllowCode => {
  if (answer) return 'OK_RESPOND_ONCE';
  if (session) return 'OK_CONSUMER_SESSION';
  return consent ? 'OK_PRIOR_CONSENT' : 'OK_EXCEPTION';
};

/** Why a rule does not hold for a proposal that is in its scope; undefined where it holds. */
export const exceptedBy = (
  exceptions: readonly Exception[] | undefined,
  matter: Matter,
): AllowCode | undefined => {
  const found = exceptions?.find((exception) => applies(exception, matter));
  return found && codeOf(found);
};
