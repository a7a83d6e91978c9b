import {
  CONTACT_CHANNELS,
  NOTE_KINDS,
  type NoteKind,
  type Person,
  type PersonFact,
  placeOf,
  weekdaysIn,
} from '@cauce/domain';
import { type InstantText, localDate, startOfDay, type Zone } from '@cauce/kernel';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { dateOption, instantOption } from '../arguments/dates.ts';

/** Throws InvalidArgumentsError where a word is none of some. */
export const oneOf = (argument: string, value: string, choices: readonly string[]): void => {
  if (!choices.includes(value))
    throw invalid(argument, `must be one of ${choices.join(', ')}, not "${value}"`);
};

/** Throws InvalidArgumentsError where a kind, a channel or a place is none. */
export const checkWords = (kind: NoteKind, channels: readonly string[] = [], place = 'home'): void => {
  oneOf('kind', kind, Object.keys(NOTE_KINDS));
  for (const channel of channels) oneOf('channels', channel, CONTACT_CHANNELS);
  oneOf('place', place, ['home', 'work']);
};

const HOURS = /^([a-z,-]+) (\d\d:\d\d)-(\d\d:\d\d)$/;

type Hours = NonNullable<PersonFact['hours']>[number];

const isDays = (days: string): boolean => {
  const [first = '', last = first, ...rest] = days.split('-');
  return rest.length === 0 && [first, last].every((day) => weekdaysIn(day).every((number) => number >= 0));
};

/** Hours as people write them: "mon-fri 12:00-14:00", "sat,sun 00:00-24:00". Throws InvalidArgumentsError. */
export const hoursIn = (text: string): Hours => {
  const [, named = '', begin = '', end = ''] = HOURS.exec(text) ?? [];
  const days = named.split(',');
  const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time);
  if (days.every(isDays) && isTime(begin) && isTime(end) && begin < end) return { days, begin, end };
  throw invalid('hours', `must be written like "mon-fri 12:00-14:00", not "${text}"`);
};

/** Where the person may be: UTC where nobody knows. */
const zonesOf = (person: Person): readonly Zone[] => {
  const { zones } = placeOf(person, 'UTC');
  return zones.length > 0 ? zones : ['UTC'];
};

/**
 * When a fact began to hold: an instant, or a day from its first minute on, which is the earliest of all zones that
 * the person may be in. Throws InvalidArgumentsError.
 */
export const sinceOption = (person: Person, now: InstantText, text: string | undefined): InstantText => {
  if (text === undefined) return now;
  if (text.includes('T')) return instantOption('since', text);
  const day = dateOption('since', text);
  const begins = zonesOf(person).map((zone) => startOfDay(day, zone));
  return begins.reduce((early, one) => (one < early ? one : early));
};

/** Kinds of which the law asks not from when they hold: they hold once they are told. */
const HOLD_AT_ONCE: ReadonlySet<NoteKind> = new Set(['agreed_hours', 'authorised_channels']);

/** Throws UsageError where a fact would hold at no time, or before its time. */
export const checkSpan = (
  { person, now }: { readonly person: Person; readonly now: InstantText },
  { kind, until }: { readonly kind: NoteKind; readonly until?: string },
  since: InstantText,
): void => {
  if (HOLD_AT_ONCE.has(kind) && since > now)
    throw new UsageError(`${kind} holds once it is told: note it when it begins`);
  if (until === undefined) return;
  const lastDay = dateOption('until', until);
  if (zonesOf(person).every((zone) => localDate(since, zone) > lastDay))
    throw invalid(
      'until',
      `is a day, ${until}, that is over before it holds: give the day from which it held too`,
    );
};
