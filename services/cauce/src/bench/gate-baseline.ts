import type { Facts, Proposal } from '@cauce/domain';
import { type Almanac, Engine } from 'json-rules-engine';
import { colombianFacts } from './gate-baseline-facts.ts';

const MINUTES = 60;

const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const outside = (from: number, to: number) => ({
  any: [is('minute', 'lessThan', from * MINUTES), is('minute', 'greaterThanInclusive', to * MINUTES)],
});
/** Asked before its neighbours, which are asked only where it does not decide already. */
const first = (condition: object) => ({ ...condition, priority: 2 });
const notFor = (...purposes: string[]) => is('purpose', 'notIn', purposes);

const closed = {
  any: [
    is('weekday', 'equal', 0),
    is('holiday', 'equal', true),
    { all: [first(is('weekday', 'notIn', [0, 6])), outside(7, 19)] },
    { all: [first(is('weekday', 'equal', 6)), outside(8, 15)] },
  ],
};
const uncalledFor = notFor('requested_information', 'transaction_confirmation');
const noAnswer = is('oneAnswer', 'equal', false);
const ASKED = ['medium_opt_out', 'address_opt_out', 'wrong_number', 'cease'];

/** Each rule's name, when it bites, and what must be so besides: what its text does not except. */
const RULES: readonly (readonly [type: string, bites: object, ...unexcepted: object[]])[] = [
  ['CO-HOURS', closed, uncalledFor, is('agreedHour', 'equal', false)],
  ['CO-DAY', is('contactsToday', 'greaterThanInclusive', 1), uncalledFor],
  ['CO-CHANNEL', is('otherChannelsThisWeek', 'greaterThanInclusive', 1), uncalledFor],
  ['CO-AUTH', is('channelAuthorised', 'equal', false)],
  ['CO-VISIT', is('channel', 'equal', 'visit')],
  ['CO-REF', is('role', 'notIn', ['debtor', 'co_obligor', 'guarantor'])],
  ['CO-ASK', is('asksReason', 'equal', true)],
  [
    'ALL-ASKED',
    is('marks', 'includesAny', ASKED),
    noAnswer,
    notFor('legally_required', 'legal_claim', 'terminate_notice', 'remedy_notice'),
    { any: [notFor('opt_out_confirmation'), is('onlyConfirmation', 'equal', false)] },
  ],
  ['ALL-HOURS', is('unwishedHour', 'equal', true), noAnswer, is('inSession', 'equal', false)],
  ['ALL-PLACE', is('unwishedPlace', 'equal', true), noAnswer, notFor('legally_required')],
  ['ALL-AUTH', is('channelAuthorised', 'equal', false), noAnswer, notFor('legally_required')],
  [
    'ALL-ATTORNEY',
    is('marks', 'contains', 'attorney'),
    noAnswer,
    is('marks', 'doesNotContain', 'attorney_consents_or_unresponsive'),
    notFor('legally_required'),
  ],
  ['ALL-MINOR', is('role', 'equal', 'minor')],
];

/**
 * The rules of Colombia's pack and of the pack of what holds everywhere, as one would write them for
 * `json-rules-engine`, in the way that is fastest there: what makes a rule bite is asked first, so that its exceptions are
 * asked only where it would. Gives whether a contact is allowed.
 */
export const colombianRules = (facts: Facts): ((proposal: Proposal) => Promise<boolean>) => {
  const { always, exceptions } = colombianFacts(facts);
  const engine = new Engine();
  engine.addOperator('includesAny', (known: string[], wanted: string[]) =>
    wanted.some((one) => known.includes(one)),
  );
  for (const [fact, answer] of Object.entries(exceptions))
    engine.addFact(fact, async (_params, almanac: Almanac) =>
      answer(await almanac.factValue<Proposal>('proposal')),
    );
  for (const [type, bites, ...unexcepted] of RULES) {
    const all = [first(bites), ...unexcepted];
    engine.addRule({ conditions: { all } as never, event: { type } });
  }
  return async (proposal) => {
    const { events } = await engine.run({ ...always(proposal), proposal });
    return events.length === 0;
  };
};
