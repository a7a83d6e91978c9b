import type { Json } from '@cauce/kernel';
import { ADDRESSES, CHANNELS, CONSENTS, MARKS, ROLES } from '../../words.ts';

/** A value changed, and how; undefined where it is left out. */
export interface Change {
  readonly what: string;
  readonly value: Json | undefined;
}

type Parts = { readonly [name: string]: Json };

/** The channels that messages are sent through; the others exist to be refused. */
const SENT_THROUGH = ['email', 'sms', 'whatsapp', 'call', 'ivr', 'push', 'letter', 'visit'];

/** Words that a list of each name may gain. */
const WORDS: { readonly [name: string]: readonly string[] } = {
  channels: SENT_THROUGH,
  allowed: ROLES,
  barred: ROLES,
  home: ADDRESSES,
  work: ADDRESSES,
  addresses: ADDRESSES,
};

/** What one word of each name may become. */
const OTHERS: { readonly [name: string]: readonly string[] } = {
  per: ['debt', 'creditor', 'debtor'],
  direction: ['in', 'out'],
  collector: ['first_party', 'third_party'],
  debtKind: ['consumer', 'commercial'],
  consent: CONSENTS,
  reason: ['HOLD', 'MIN_GAP'],
};

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const dayAfter = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

const isTime = (text: string): boolean => /^\d\d:\d\d$/.test(text);
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

const ofText = (name: string, text: string): Change[] => {
  if (isTime(text))
    return [-1, 1]
      .map((step) => timeOf(minutesOf(text) + step))
      .filter((time) => time <= '24:00')
      .map((time) => ({ what: time, value: time }));
  if (isDate(text))
    return [-1, 1].map((days) => ({ what: dayAfter(text, days), value: dayAfter(text, days) }));
  if (name === 'channels')
    return ['email', 'call'].map((out) => ({
      what: `without ${out}`,
      value: CHANNELS.filter((channel) => channel !== out),
    }));
  return (OTHERS[name] ?? [])
    .filter((other) => other !== text)
    .map((other) => ({ what: other, value: other }));
};

const ofList = (name: string, list: readonly Json[]): Change[] => {
  const shorter = list.map((item, i) => ({
    what: `without ${typeof item === 'object' ? `the ${i + 1}.` : item}`,
    value: list.length > 1 ? list.toSpliced(i, 1) : undefined,
  }));
  const longer = (WORDS[name] ?? [])
    .filter((word) => !list.includes(word))
    .map((word) => ({ what: `with ${word}`, value: [...list, word] }));
  const inside = list.flatMap((item, i) =>
    typeof item === 'object' || (typeof item === 'string' && (isTime(item) || isDate(item)))
      ? changesOf(name, item).map(({ what, value }) => ({
          what: `${i + 1}. ${what}`,
          value: value === undefined ? list.toSpliced(i, 1) : list.with(i, value),
        }))
      : [],
  );
  const replaced = MARKS.filter((mark) => name === 'marks' && !list.includes(mark))
    .slice(0, 1)
    .map((mark) => ({ what: mark, value: [mark] }));
  const isPair = list.every((item) => typeof item === 'string' && isTime(item));
  return isPair ? inside : [...shorter, ...longer, ...replaced, ...inside];
};

/** The same length in other units, and a length where there was none. */
const ofWindow = (window: Parts): Change[] => {
  const { type, length } = window;
  const other: Parts[] = [];
  if (type === 'days' && typeof length === 'number') other.push({ type: 'hours', length: length * 24 });
  if (type === 'hours' && typeof length === 'number') other.push({ type: 'days', length: length / 24 });
  if (type === 'week') other.push({ type: 'days', length: 7 });
  if (type === 'ever') other.push({ type: 'days', length: 365 });
  return other.map((value) => ({ what: `${value.length} ${value.type}`, value }));
};

const ofParts = (parts: Parts): Change[] =>
  Object.entries(parts).flatMap(([name, part]) => {
    const rest: Parts = Object.fromEntries(Object.entries(parts).filter(([other]) => other !== name));
    const inside =
      name === 'window' ? [...changesOf(name, part), ...ofWindow(part as Parts)] : changesOf(name, part);
    const changed = inside.map(({ what, value }): Change => {
      const whole: Parts = value === undefined ? rest : { ...parts, [name]: value };
      return { what: `${name} ${what}`, value: whole };
    });
    return [...changed, { what: `no ${name}`, value: rest }];
  });

/**
 * Every small change of a parameter: a step either way, a word more or less, the opposite, a part left out. Some give
 * what is no parameter of its kind.
 */
export const changesOf = (name: string, value: Json): Change[] => {
  if (typeof value === 'boolean') return [{ what: String(!value), value: !value }];
  if (typeof value === 'number')
    return [-1, 1]
      .filter((step) => value + step > 0)
      .map((step) => ({ what: String(value + step), value: value + step }));
  if (typeof value === 'string') return ofText(name, value);
  if (Array.isArray(value)) return ofList(name, value);
  return value === null ? [] : ofParts(value as Parts);
};
