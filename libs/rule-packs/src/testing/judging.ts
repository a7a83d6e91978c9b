import {
  adjudicate,
  compilePack,
  type Decision,
  type PastContact,
  type RuleDefinition,
  type RulePack,
} from '@cauce/domain';
import { holidayTest } from '../holidays.ts';
import type { PackFile } from '../lint.ts';
import type { HolidaySource } from '../schema.ts';
import { isLawful } from './brute-force/law.ts';
import type { Case } from './cases.ts';

const MINUTE = 60_000;

/** Calendars take long to set up and are the same in every copy of a pack. */
const calendars = new WeakMap<HolidaySource, ReturnType<typeof holidayTest>>();
const ready = new WeakMap<PackFile, RulePack>();

/** A pack ready to judge, with a calendar that its copies share. */
export const compiled = (pack: PackFile, readings: readonly string[] = []): RulePack => {
  const { holidays } = pack;
  const isHoliday = holidays && calendars.getOrInsertComputed(holidays, holidayTest);
  return compilePack(pack, isHoliday ?? (() => false), readings);
};

/** What the engine says to a case. */
export const judge = ({ packs, facts, proposal }: Case): Decision =>
  adjudicate(
    packs.map((file) => ready.getOrInsertComputed(file, () => compiled(file))),
    facts,
    proposal,
  );

/** The same case, proposed at another instant. */
export const movedTo = (one: Case, ms: number): Case => ({
  ...one,
  proposal: { ...one.proposal, at: new Date(ms).toISOString() },
});

/** When the engine allows a case, in milliseconds since 1970. Later is stricter; never, Infinity, is strictest. */
export const allowedFrom = (one: Case): number => {
  const { decision, notBefore } = judge(one);
  if (decision === 'allow') return Date.parse(one.proposal.at);
  return notBefore === null ? Number.POSITIVE_INFINITY : Date.parse(notBefore);
};

/** Whether the brute force finds a case lawful at an instant. */
export const lawfulness =
  ({ packs, facts, proposal }: Case) =>
  (ms: number): boolean =>
    isLawful(packs, facts, proposal, ms);

/**
 * Whole minutes after one instant and before another: all where they are no more than `most`, else the first, the last
 * and some between.
 */
export const minutesBetween = (after: number, before: number, most: number): number[] => {
  const first = Math.floor(after / MINUTE) + 1;
  const last = Math.ceil(before / MINUTE) - 1;
  const count = Math.min(last - first + 1, most);
  const step = (last - first) / Math.max(count - 1, 1);
  return Array.from({ length: Math.max(count, 0) }, (_, i) => Math.round(first + i * step) * MINUTE);
};

/**
 * Whether a pack itself lists a past contact as making later ones easier: an agreement to calls, a number that proved
 * wrong, the message that the proposal answers.
 */
export const isListed = ({ packs, proposal }: Case, past: PastContact): boolean =>
  packs
    .flatMap(({ rules }) => rules)
    .some(
      ({ parameters, appliesTo: { exceptions = [] } }) =>
        ('agreementDays' in parameters && past.agreesToCalls !== undefined) ||
        ('exceptWrongNumbers' in parameters && past.outcome === 'learned_wrong_number') ||
        (exceptions.some(({ answer }) => answer) && past.direction === 'in' && past.id === proposal.answers),
    );

const shortened = (time: string): string => {
  const [hour = '', minute = ''] = time.split(':');
  return Number(hour) > 12 ? `${String(Number(hour) - 1).padStart(2, '0')}:${minute}` : time;
};

/** A rule made stricter where its kind has a number to make stricter: an hour less, one contact fewer, a day more. */
const stricter = (rule: RuleDefinition): RuleDefinition => {
  switch (rule.kind) {
    case 'hours': {
      const days = Object.entries(rule.parameters.windows).map(([key, spans]) => [
        key,
        spans.map(([from, to]) => [from, shortened(to) > from ? shortened(to) : to]),
      ]);
      return { ...rule, parameters: { ...rule.parameters, windows: Object.fromEntries(days) }, readings: [] };
    }
    case 'cap':
      return {
        ...rule,
        parameters: { ...rule.parameters, limit: Math.max(rule.parameters.limit - 1, 1) },
        readings: [],
      };
    case 'min_gap': {
      const { gap } = rule.parameters;
      const longer = 'hours' in gap ? { hours: gap.hours + 1 } : { wholeDays: gap.wholeDays + 1 };
      return { ...rule, parameters: { ...rule.parameters, gap: longer }, readings: [] };
    }
    case 'persons': {
      const { parameters } = rule;
      if (!('allowed' in parameters)) return rule;
      return { ...rule, parameters: { allowed: parameters.allowed.slice(0, 1) }, readings: [] };
    }
    default:
      return rule;
  }
};

/** The same packs with every rule made stricter; a rule that its default reading turns off stays as it is. */
export const tightened = (packs: readonly PackFile[]): PackFile[] =>
  packs.map((pack) => ({
    ...pack,
    rules: pack.rules.map((rule) => (rule.readings?.[0]?.off ? rule : stricter(rule))),
  }));
