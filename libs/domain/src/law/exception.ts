import { msOf } from '@cauce/kernel';
import { consentsTo } from './kinds/consent.ts';
import { saysAll } from './kinds/content.ts';
import type { Matter } from './kinds/kind.ts';
import { isMarkedEverywhere, markChanges } from './kinds/marked.ts';
import { edgesOf, holdsAt, type TimeSpan } from './kinds/spans.ts';
import type { Exception } from './pack.ts';
import type { AllowCode } from './vocabulary.ts';

/** Gives instants at which something may change. */
export type Changes = (matter: Matter) => number[];

/** An exception ready to be asked. */
export interface CompiledException {
  /** Why a rule does not hold where it applies. */
  readonly code: AllowCode;
  readonly applies: (matter: Matter, instant: number) => boolean;
  /** Each gives instants at which it may begin or cease to apply. */
  readonly changes: readonly Changes[];
}

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

const codeOf = ({ answer, session, consent }: Exception): AllowCode => {
  if (answer) return 'OK_RESPOND_ONCE';
  if (session) return 'OK_CONSUMER_SESSION';
  return consent ? 'OK_PRIOR_CONSENT' : 'OK_EXCEPTION';
};

/** The questions of all that an exception names. */
const testsOf = (exception: Exception): CompiledException['applies'][] => {
  const { purposes, content, marks, consent, emailBasis, debtors, answer, session } = exception;
  const tests: CompiledException['applies'][] = [];
  if (purposes) tests.push(({ proposal }) => purposes.includes(proposal.purpose ?? 'collect'));
  if (debtors) tests.push(({ proposal }) => debtors.includes(proposal.debtorId ?? ''));
  if (content) tests.push(({ proposal }) => saysAll(content, proposal.content));
  if (marks) tests.push((matter, instant) => isMarkedEverywhere(matter, marks, instant));
  if (consent) tests.push((matter, instant) => consentsTo(matter, consent).some((given) => given <= instant));
  if (emailBasis) tests.push(({ proposal }) => proposal.address?.basis?.kind === emailBasis);
  if (answer) tests.push(isOneAnswer);
  if (session) tests.push((matter, instant) => sessionsOf(matter).some((span) => holdsAt(span, instant)));
  return tests;
};

/** What time may change of all that an exception names. */
const changesOf = ({ marks, consent, session }: Exception): Changes[] => {
  const changes: Changes[] = [];
  if (marks) changes.push((matter) => markChanges(matter, marks));
  if (consent) changes.push((matter) => consentsTo(matter, consent));
  if (session) changes.push((matter) => edgesOf(sessionsOf(matter)));
  return changes;
};

/** Makes an exception ready to be asked. */
export const compileException = (exception: Exception): CompiledException => {
  const tests = testsOf(exception);
  return {
    code: codeOf(exception),
    applies: (matter, instant) => tests.every((test) => test(matter, instant)),
    changes: changesOf(exception),
  };
};
