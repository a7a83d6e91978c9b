import type { HoursParameters, PackDefinition, RuleHead } from '@cauce/domain';
import { isPolicy, weekdaysIn } from '@cauce/domain';
import { isZone } from '@cauce/kernel';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { holidayProblems } from './holidays.ts';
import { type HolidaySource, PackSchema, parameterSchemas, RuleSchema } from './schema.ts';

/** What is wrong with a pack, and where. */
export interface PackProblem {
  readonly file: string;
  /** Id or place of the rule; "" where the whole pack is meant. */
  readonly rule: string;
  readonly reason: string;
}

/** A pack as its file holds it: the engine's definition, and where its holidays come from. */
export type PackFile = PackDefinition & { readonly holidays?: HolidaySource };

type Rule = Static<typeof RuleSchema>;
type Whole = Static<typeof PackSchema>;

const packShape = Compile(PackSchema);
const ruleShape = Compile(RuleSchema);
const parameterShapes: ReadonlyMap<string, ReturnType<typeof Compile<TSchema>>> = new Map(
  Object.entries<TSchema>(parameterSchemas).map(([kind, schema]) => [kind, Compile(schema)]),
);

const shapeProblems = (
  shape: { Errors: (value: unknown) => { instancePath: string; message: string }[] },
  value: unknown,
) => shape.Errors(value).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`);

const windowProblems = ({ windows }: HoursParameters): string[] => {
  const problems: string[] = [];
  const named = Object.keys(windows).flatMap(weekdaysIn);
  if (named.length === 0) problems.push('the window never opens: no weekday has one');
  if (new Set(named).size < named.length) problems.push('a weekday is named twice');
  for (const [days, spans] of Object.entries(windows)) {
    const sorted = spans.toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const [from, to] of sorted)
      if (from >= to) problems.push(`${days}: the window ${from}-${to} never opens`);
    sorted.forEach(([from], i) => {
      if (i > 0 && from < (sorted[i - 1]?.[1] ?? '')) problems.push(`${days}: windows overlap at ${from}`);
    });
  }
  return problems;
};

const isHours = (kind: string, value: object): value is HoursParameters =>
  kind === 'hours' && 'windows' in value;

const parameterProblems = ({ kind, parameters, readings = [] }: Rule, hasHolidays: boolean): string[] => {
  const shape = parameterShapes.get(kind);
  if (!shape) return [`unknown kind "${kind}"`];
  const variants = [{ at: 'parameters', value: parameters }].concat(
    readings.map((reading) => ({
      at: `reading ${reading.id}`,
      value: { ...parameters, ...reading.parameters },
    })),
  );
  return variants.flatMap(({ at, value }) => {
    const problems = shapeProblems(shape, value);
    if (problems.length === 0 && isHours(kind, value)) {
      problems.push(...windowProblems(value));
      if (value.closedOnHolidays && !hasHolidays)
        problems.push('closes on holidays, but the pack names no calendar');
    }
    return problems.map((problem) => `${at}: ${problem}`);
  });
};

const ruleProblems = (rule: unknown, { jurisdiction, holidays }: Whole): string[] => {
  const shape = shapeProblems(ruleShape, rule);
  if (!ruleShape.Check(rule)) return shape;
  const { citation, inForce } = rule;
  return [
    ...(citation.link || citation.publication ? [] : ['the citation has neither link nor publication']),
    ...(inForce.to !== undefined && inForce.to < inForce.from ? ['it ends before it begins'] : []),
    ...(namesDebtors(rule) && !isPolicy(jurisdiction) ? ['only a policy names debtors'] : []),
    ...parameterProblems(rule, holidays !== undefined),
  ];
};

/** What a policy must not say, and what only a policy may. */
const ownerProblems = ({ jurisdiction, zones = [], members }: Whole): string[] => {
  if (!isPolicy(jurisdiction)) return zones.length > 0 ? [] : ['it names no zone of its territory'];
  return zones.length > 0 || members
    ? ['a policy has neither zones nor members: it holds wherever its owner collects']
    : [];
};

const namesDebtors = ({ appliesTo, readings = [] }: Rule): boolean =>
  [appliesTo, ...readings.map((reading) => reading.appliesTo ?? {})].some(
    (scope) => 'debtors' in scope || scope.exceptions?.some((exception) => 'debtors' in exception),
  );

/** Pairs of rules with one id that are in force on the same day. */
const overlaps = (rules: readonly RuleHead[]): string[] =>
  rules.flatMap((a, i) =>
    rules
      .slice(i + 1)
      .filter((b) => a.id === b.id)
      .filter((b) => a.inForce.from <= (b.inForce.to ?? '9999') && b.inForce.from <= (a.inForce.to ?? '9999'))
      .map(() => a.id),
  );

const nameOf = (rule: unknown, index: number): string =>
  typeof rule === 'object' && rule !== null && 'id' in rule && typeof rule.id === 'string'
    ? rule.id
    : `rules[${index}]`;

/** A pack that passed every check, or all that is wrong with it. `file` only serves to name the place. */
export const readPack = (
  file: string,
  content: unknown,
): { ok: true; value: PackFile } | { ok: false; error: PackProblem[] } => {
  const whole = (reason: string): PackProblem => ({ file, rule: '', reason });
  if (!packShape.Check(content)) return { ok: false, error: shapeProblems(packShape, content).map(whole) };
  const problems: PackProblem[] = [
    ...ownerProblems(content).map(whole),
    ...(content.zones ?? []).filter((zone) => !isZone(zone)).map((zone) => whole(`unknown zone "${zone}"`)),
    ...(content.holidays ? holidayProblems(content.holidays).map(whole) : []),
    ...content.rules.flatMap((rule, index) =>
      ruleProblems(rule, content).map((reason) => ({
        file,
        rule: nameOf(rule, index),
        reason,
      })),
    ),
  ];
  if (problems.length > 0) return { ok: false, error: problems };
  const pack = { zones: [], ...content } as PackFile;
  const twice = overlaps(pack.rules).map((rule) => ({
    file,
    rule,
    reason: 'two rules of this id are in force at once',
  }));
  return twice.length > 0 ? { ok: false, error: twice } : { ok: true, value: pack };
};
