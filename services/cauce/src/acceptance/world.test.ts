import type { RecordedEvent } from '@cauce/contracts';
import { contact, mayHaveArrived, treatment } from '@cauce/domain';
import { localDate } from '@cauce/kernel';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Played, play, story, TROUBLES_END, ZONE } from './testing/story.ts';
import { unlawfulAttempts } from './testing/unlawful.ts';

interface Item {
  readonly debtId: string;
  readonly step: string;
}
/** What is read of the data of events here. */
type Told = Partial<Item> & {
  readonly items?: readonly Item[];
  readonly decision?: { readonly items: readonly (Item & { readonly decision: string })[] };
  readonly reason?: string;
  readonly messageId?: string;
};

const told = ({ data }: RecordedEvent): Told => data as Told;
const nameOf = ({ debtId, step }: Item): string => `${debtId} ${step}`;
const twice = (values: readonly string[]): string[] => values.filter((one, n) => values.indexOf(one) !== n);
const types =
  (...names: string[]) =>
  ({ type }: RecordedEvent): boolean =>
    names.includes(type);

/** Items that were asked for of debts that were worked on to the end, and of which no event tells the end. */
const untold = (events: readonly RecordedEvent[]): string[] => {
  const ends = types('ContactRefused', 'ContactHeld', 'ContactSuperseded', 'AttemptStarted');
  const stopped = events
    .filter(types('PlacementEnded', 'HoldPlaced'))
    .filter((one) => one.recordedAt < TROUBLES_END);
  const gone = new Set(stopped.map((event) => told(event).debtId));
  const ended = new Set(
    events.flatMap((event) => {
      const { items = [], decision, reason, debtId = '', step = '' } = told(event);
      const blocked = decision?.items.filter((item) => item.decision === 'block') ?? [];
      if (event.type === 'StepSkipped') return [nameOf({ debtId, step })];
      // A contact is of use as long as the first of its items: that it is over says nothing of the others.
      const cancelled = event.type === 'ContactCancelled' && (reason !== 'USE_OVER' || items.length === 1);
      return [...(ends(event) || cancelled ? items : []), ...blocked].map(nameOf);
    }),
  );
  const asked = events.filter(types('ContactRequested')).flatMap((event) => told(event).items ?? []);
  return asked.filter((item) => !gone.has(item.debtId) && !ended.has(nameOf(item))).map(nameOf);
};

const check = async ({ world, people, debts }: Played): Promise<void> => {
  const events = await world.events();
  expect(world.failures).toEqual([]);
  const messages = world.gateway.taken.map(({ messageId }) => messageId);
  expect(twice(messages)).toEqual([]);
  const started = new Set(events.filter(types('AttemptStarted')).map((event) => told(event).messageId));
  expect(messages.filter((messageId) => !started.has(messageId))).toEqual([]);
  expect(unlawfulAttempts(events)).toEqual([]);
  expect(untold(events)).toEqual([]);
  for (const { debtorId } of people) {
    const person = await world.log.load(contact, debtorId);
    const contacts = [...(person?.contacts.values() ?? [])];
    const arrived = contacts
      .flatMap(({ attempts }) => attempts)
      .filter((attempt) => mayHaveArrived(attempt) && attempt.receipt !== 'bounced');
    expect(twice(arrived.flatMap(({ items }) => items.map(nameOf)))).toEqual([]);
    expect(twice(arrived.map(({ startedAt }) => localDate(startedAt, ZONE)))).toEqual([]);
    const waiting = contacts.filter(({ status }) =>
      ['cleared', 'attempting', 'expired', 'revoked', 'failed'].includes(status),
    );
    expect(waiting).toEqual([]);
  }
  for (const { debtorId, creditorId } of debts)
    expect((await world.log.load(treatment, `${debtorId}-${creditorId}`)).replanned).toEqual([]);
};

it('the line keeps its promises whatever happens: payments, holds, bounces, outages, deaths, lost timers', async () => {
  let deaths = 0;
  await fc.assert(
    fc.asyncProperty(story, async (scenes) => {
      const played = await play(scenes);
      try {
        await check(played);
        deaths += played.world.deaths;
      } finally {
        await played.world.stop();
      }
    }),
    { numRuns: 30 },
  );
  expect(deaths).toBeGreaterThan(0);
}, 300_000);
