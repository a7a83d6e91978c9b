import type { PastContact, Proposal } from '@cauce/domain';
import { holidaysOf, readPacks } from '@cauce/rule-packs';
import { type Almanac, Engine } from 'json-rules-engine';

const ZONE = 'America/Bogota';
const MINUTES = 60;

/** A wall clock of Bogotá, which keeps one offset. */
const wallOf = (at: string) => {
  const wall = new Date(Date.parse(at) - 5 * 3_600_000);
  const day = Math.floor(wall.getTime() / 86_400_000);
  return {
    date: wall.toISOString().slice(0, 10),
    day,
    monday: day - ((day + 3) % 7),
    weekday: wall.getUTCDay(),
    minute: wall.getUTCHours() * MINUTES + wall.getUTCMinutes(),
  };
};

/**
 * The rules of Colombia's pack as one would write them for `json-rules-engine`: conditions that bite, over facts that
 * are functions. Gives whether a contact is allowed.
 */
export const colombianRules = (
  history: readonly PastContact[],
): ((proposal: Proposal) => Promise<boolean>) => {
  const holidays = readPacks().find(({ jurisdiction }) => jurisdiction === 'CO')?.holidays;
  if (!holidays) throw new Error(`the pack of ${ZONE} names no holidays`);
  const ofYear = holidaysOf(holidays);
  const past = history.map((contact) => ({ ...contact, wall: wallOf(contact.at) }));
  const engine = new Engine([], { allowUndefinedFacts: true });
  const wall = (almanac: Almanac) => almanac.factValue<ReturnType<typeof wallOf>>('wall');
  engine.addFact('wall', async (_params, almanac) => wallOf(await almanac.factValue<string>('at')));
  engine.addFact('weekday', async (_params, almanac) => (await wall(almanac)).weekday);
  engine.addFact('minute', async (_params, almanac) => (await wall(almanac)).minute);
  engine.addFact('holiday', async (_params, almanac) => {
    const { date } = await wall(almanac);
    return ofYear(Number(date.slice(0, 4))).has(date);
  });
  engine.addFact('contactsToday', async (_params, almanac) => {
    const { day } = await wall(almanac);
    return past.filter((one) => one.direction === 'out' && one.wall.day === day).length;
  });
  engine.addFact('otherChannelsThisWeek', async (_params, almanac) => {
    const { monday } = await wall(almanac);
    const channel = await almanac.factValue<string>('channel');
    return past.filter(
      (one) => one.direction === 'out' && one.wall.monday === monday && one.channel !== channel,
    ).length;
  });
  const bites = (type: string, conditions: object[], how: 'all' | 'any' = 'all'): void => {
    engine.addRule({ conditions: { [how]: conditions } as never, event: { type } });
  };
  const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
  const closedOutside = (days: number[], from: number, to: number): object[] => [
    is('weekday', 'in', days),
    { any: [is('minute', 'lessThan', from * MINUTES), is('minute', 'greaterThanInclusive', to * MINUTES)] },
  ];
  bites('CO-HOURS', closedOutside([1, 2, 3, 4, 5], 7, 19));
  bites('CO-HOURS', closedOutside([6], 8, 15));
  bites('CO-HOURS', [is('weekday', 'equal', 0), is('holiday', 'equal', true)], 'any');
  bites('CO-DAY', [is('contactsToday', 'greaterThanInclusive', 1)]);
  bites('CO-CHANNEL', [is('otherChannelsThisWeek', 'greaterThanInclusive', 1)]);
  bites('CO-VISIT', [is('channel', 'equal', 'visit')]);
  bites('CO-REF', [is('role', 'notIn', ['debtor', 'co_obligor', 'guarantor'])]);
  bites('CO-ASK', [is('asksReason', 'equal', true)]);
  return async ({ at, channel, person = 'debtor', content }) => {
    const { events } = await engine.run({
      at,
      channel,
      role: person.split(':', 1)[0],
      asksReason: content?.asks_reason_for_default ?? false,
    });
    return events.length === 0;
  };
};
