import type {
  CountFilter,
  CountParameters,
  CountWindow,
  HoursParameters,
  ParametersOf,
  RuleKind,
} from '@cauce/domain';
import fc from 'fast-check';
import type { PackFile } from '../lint.ts';
import { ADDRESSES, CONSENTS, MARKS, ROLES } from '../words.ts';
import { channel, HARD_DAYS, oneOf, sometimes, sparse } from './near.ts';

const quarterHour = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const span: fc.Arbitrary<readonly [string, string]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 2 })
  .map((ends) => {
    const [from = 0, to = 96] = ends.toSorted((a, b) => a - b);
    return [quarterHour(from), quarterHour(to)] as const;
  });

const hours: fc.Arbitrary<HoursParameters> = fc.record({
  windows: fc
    .record({ 'mon-thu': span, 'fri-sat': span, sun: span }, { requiredKeys: ['mon-thu'] })
    .map((days) => Object.fromEntries(Object.entries(days).map(([key, one]) => [key, [one]]))),
  closedOnHolidays: fc.boolean(),
  agreedHoursToo: fc.boolean(),
  closedEnd: fc.boolean(),
});

const counts: fc.Arbitrary<readonly CountFilter[]> = fc.constantFrom<readonly CountFilter[]>(
  [{ direction: 'out' }],
  [{ direction: 'out', channels: ['call'] }, { outcomes: ['conversation'] }],
  [{ exceptOutcomes: ['no_answer'], exceptAnswers: true }],
);

const counting: fc.Arbitrary<CountParameters> = sparse<CountParameters>(
  fc.record({
    counts,
    per: fc.constantFrom('debt' as const, 'creditor' as const, 'debtor' as const),
    discussedToo: sometimes(fc.constant(true)),
    exceptWrongNumbers: sometimes(fc.constant(true)),
    agreementDays: sometimes(fc.integer({ min: 1, max: 7 })),
  }),
);

const after: fc.Arbitrary<CountFilter> = fc.constantFrom<CountFilter>(
  { outcomes: ['conversation'] },
  { direction: 'in', exceptOutcomes: ['no_answer'] },
);

const count = (max: number) => fc.integer({ min: 1, max });

const window: fc.Arbitrary<CountWindow> = fc.oneof(
  fc.record({ type: fc.constant('days' as const), length: count(10) }),
  fc.constant({ type: 'week' as const }),
  fc.record({ type: fc.constant('hours' as const), length: count(100) }),
  fc.constant({ type: 'ever' as const }),
);

const gap = fc.oneof(fc.record({ wholeDays: count(4) }), fc.record({ hours: count(72) }));
const none = fc.constant({});
const marks = fc.subarray([...MARKS], { minLength: 1, maxLength: 3 });
const roles = fc.subarray([...ROLES], { minLength: 1 });

/** What counts, with more. */
const counted = <T>(more: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<CountParameters & T> =>
  fc.tuple(counting, fc.record(more)).map(([base, rest]) => ({ ...base, ...(rest as T) }));

const parameters: { readonly [K in RuleKind]: fc.Arbitrary<ParametersOf[K]> } = {
  hours,
  cap: fc.oneof(counted({ limit: count(3), window }), counted({ limit: count(2), window, after })),
  min_gap: counted({ gap }),
  channel_exclusive: counted({ window }),
  pause: counted({ moreThan: count(2), onDays: count(3), days: count(3) }),
  persons: fc.oneof(fc.record({ allowed: roles }), fc.record({ barred: roles })),
  content: fc.constantFrom({ required: ['opt_out_notice'] }, { refused: [{ threat: true }] }),
  barred: none,
  marked: sparse<ParametersOf['marked']>(
    fc.record({
      marks,
      days: sometimes(count(40)),
      alike: sometimes(fc.constant([['call' as const, 'ivr' as const]])),
    }),
  ),
  personal_hours: fc.record({ closedEnd: fc.boolean() }),
  places: fc.record({
    places: fc.record({ home: fc.subarray([...ADDRESSES]), work: fc.subarray([...ADDRESSES]) }),
  }),
  email_basis: fc.record({ optOutDays: count(40) }),
  consent: sparse<ParametersOf['consent']>(
    fc.record({ consent: oneOf(CONSENTS), days: sometimes(count(60)) }),
  ),
  authorised_channels: none,
  notice_wait: fc.record({ days: count(20) }),
  dispute: fc.oneof(fc.record({ receivedAfter: count(5), days: count(30), lateToo: fc.boolean() }), none),
};

const exception = fc.constantFrom(
  { answer: true as const },
  { session: true as const },
  { consent: 'electronic' as const },
  { marks: ['active_debt' as const] },
  { purposes: ['requested_information' as const] },
);

const hardDay = oneOf(HARD_DAYS).map(({ day }) => day);

/** From the earlier day to the later; from the only one on; always. */
const validity = (days: readonly string[]): PackFile['rules'][number]['inForce'] => {
  const [from = '2000-01-01', to] = days.toSorted();
  return { from, ...(to === undefined ? {} : { to }) };
};

/** Any rule of any kind. Kind and parameters go together, which the compiler cannot see. */
const rule: fc.Arbitrary<PackFile['rules'][number]> = oneOf(Object.keys(parameters) as RuleKind[]).chain(
  (kind) =>
    fc
      .record({
        parameters: parameters[kind] as fc.Arbitrary<object>,
        days: fc.uniqueArray(hardDay, { maxLength: 2 }),
        channels: sometimes(fc.uniqueArray(channel, { minLength: 1 })),
        scopeMarks: sometimes(marks),
        exceptions: fc.array(exception, { maxLength: 2 }),
      })
      .map(
        ({ parameters, days, channels = '*', scopeMarks, exceptions }) =>
          ({
            id: 'R',
            kind,
            title: { es: 'regla', en: 'rule' },
            citation: { text: 'a text' },
            certainty: 'A',
            inForce: validity(days),
            appliesTo: { channels, exceptions, ...(scopeMarks === undefined ? {} : { marks: scopeMarks }) },
            parameters,
          }) as PackFile['rules'][number],
      ),
);

const HOLIDAYS = { calendar: 'CL', corrections: [] };

/** Packs of one to four rules of any kind, for a jurisdiction. */
export const packOf = (jurisdiction: string): fc.Arbitrary<PackFile> =>
  fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => ({
    jurisdiction,
    version: '1.0.0',
    title: { es: 'prueba', en: 'test' },
    zones: ['America/Santiago', 'Europe/Madrid', 'America/New_York'],
    holidays: HOLIDAYS,
    rules: rules.map((one, i) => ({ ...one, id: `R-${i}` })),
  }));
