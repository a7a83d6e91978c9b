import { weekdaysIn } from '@cauce/domain';
import type { Json } from '@cauce/kernel';
import { holidaysOf } from '../../holidays.ts';
import { type PackFile, readPack } from '../../lint.ts';
import { type Change, changesOf } from './values.ts';

/** A pack of which one parameter is changed. */
export interface Mutant {
  /** "RULE what" of what is changed. */
  readonly name: string;
  /** Id of the changed rule; undefined where the calendar is changed. */
  readonly rule?: string;
  readonly pack: PackFile;
}

type Rule = PackFile['rules'][number];

/** The year of which each holiday is taken away, and working days of it that become holidays. */
const YEAR = 2026;
const WORKING_DAYS = ['2026-04-07', '2026-05-05'];

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Each weekday closed where it is open, and open as another is where it is closed. */
const weekdayChanges = (rule: Rule): { readonly what: string; readonly rule: Rule }[] => {
  if (rule.kind !== 'hours') return [];
  const { windows } = rule.parameters;
  const [model] = Object.values(windows);
  const byDay = WEEKDAYS.map(
    (_, day) => Object.entries(windows).find(([key]) => weekdaysIn(key).includes(day))?.[1],
  );
  return WEEKDAYS.map((weekday, day) => {
    const changed = byDay.with(day, byDay[day] ? undefined : model);
    const open = WEEKDAYS.flatMap((name, i) => (changed[i] ? [[name, changed[i]] as const] : []));
    return {
      what: `${weekday} ${byDay[day] ? 'closed' : 'open'}`,
      rule: { ...rule, parameters: { ...rule.parameters, windows: Object.fromEntries(open) } },
    };
  });
};

/** A changed rule is of the right shape, or lint refuses it. */
const asRule = (parts: object): Rule => parts as Rule;
const asJson = (parts: object): Json => parts as Json;

const isReading = (what: string): boolean => what.startsWith('readings');

/** Every small change of what a rule says, but for its name, titles, citation and certainty. */
const ruleChanges = (rule: Rule): { readonly what: string; readonly rule: Rule }[] => {
  const { id, kind, title, citation, certainty, readings = [], ...parts } = rule;
  const head = { id, kind, title, citation, certainty };
  const whole = (changed: object, others: object = {}) =>
    asRule({ ...head, readings, ...parts, ...others, ...changed });
  const ofParts = changesOf(id, asJson(parts)).map(({ what, value }: Change) => ({
    what,
    rule: asRule({ ...head, ...(readings.length > 0 ? { readings } : {}), ...(value as object) }),
  }));
  const ofReadings = readings.flatMap((reading, i) => {
    const { id: name, title: titles, ...says } = reading;
    const inside = changesOf(name, asJson(says)).map(({ what, value }) => ({
      what: `reading ${name}: ${what}`,
      rule: whole({ readings: readings.with(i, { id: name, title: titles, ...(value as object) } as never) }),
    }));
    const asDefault =
      i > 0
        ? [
            {
              what: `reading ${name} as the default`,
              rule: whole({ readings: [reading, ...readings.toSpliced(i, 1)] }),
            },
          ]
        : [];
    return [...inside, ...asDefault];
  });
  return [...ofParts, ...ofReadings, ...weekdayChanges(rule)].filter(({ what }) => !isReading(what));
};

const calendarChanges = (pack: PackFile): { readonly what: string; readonly pack: PackFile }[] => {
  const { holidays } = pack;
  if (!holidays) return [];
  const { corrections } = holidays;
  const corrected = (action: 'add' | 'remove') => (date: string) => ({
    what: `holiday ${date} ${action === 'add' ? 'added' : 'removed'}`,
    pack: {
      ...pack,
      holidays: { ...holidays, corrections: [...corrections, { action, date, source: 'a mutant' }] },
    },
  });
  return [
    ...[...holidaysOf(holidays)(YEAR)].map(corrected('remove')),
    ...WORKING_DAYS.map(corrected('add')),
    ...corrections.map(({ action, date }, i) => ({
      what: `correction "${action} ${date}" left out`,
      pack: { ...pack, holidays: { ...holidays, corrections: corrections.toSpliced(i, 1) } },
    })),
  ];
};

/** Every mutant of a pack that is a pack at all: that lint does not refuse. */
export const mutantsOf = (pack: PackFile): Mutant[] => {
  const ofRules = pack.rules.flatMap((rule, i) =>
    ruleChanges(rule).map(({ what, rule: changed }) => ({
      name: `${rule.id} ${what}`,
      rule: rule.id,
      pack: { ...pack, rules: pack.rules.with(i, changed) },
    })),
  );
  const ofCalendar = calendarChanges(pack).map(({ what, pack: changed }) => ({ name: what, pack: changed }));
  return [...ofRules, ...ofCalendar].filter((mutant) => readPack(mutant.name, mutant.pack).ok);
};
