import type { CollectorType, DebtKind, RuleKind } from '@cauce/domain';
import { type Static, type TSchema, Type } from 'typebox';
import {
  AddressWord,
  ChannelWord,
  ConsentWord,
  MarkWord,
  OutcomeWord,
  oneOf,
  PurposeWord,
  ReasonWord,
  RoleWord,
} from './words.ts';

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1 });
const DateText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
const Time = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' });
const Positive = Type.Integer({ minimum: 1 });
const Titles = Type.Object({ es: Text, en: Text }, closed);

const Citation = Type.Object(
  {
    text: Text,
    link: Type.Optional(Type.String({ pattern: '^https?://' })),
    publication: Type.Optional(Text),
  },
  closed,
);

const some = <T extends TSchema>(item: T) => Type.Array(item, { minItems: 1 });

/** What a message says of itself, by name. */
const ContentPattern = Type.Record(
  Type.String({ pattern: '^[a-z_]+$' }),
  Type.Union([Type.Boolean(), Text]),
  { minProperties: 1, ...closed },
);

const Exception = Type.Object(
  {
    purposes: Type.Optional(some(PurposeWord)),
    content: Type.Optional(ContentPattern),
    marks: Type.Optional(some(MarkWord)),
    consent: Type.Optional(ConsentWord),
    emailBasis: Type.Optional(Type.Literal('consent')),
    debtors: Type.Optional(some(Text)),
    answer: Type.Optional(Type.Literal(true)),
    session: Type.Optional(Type.Literal(true)),
  },
  { minProperties: 1, ...closed },
);

const Scope = Type.Object(
  {
    channels: Type.Union([Type.Literal('*'), Type.Array(ChannelWord, { minItems: 1 })]),
    collector: Type.Optional(oneOf<CollectorType>(['first_party', 'third_party'])),
    debtKind: Type.Optional(oneOf<DebtKind>(['consumer', 'commercial'])),
    purposes: Type.Optional(some(PurposeWord)),
    addresses: Type.Optional(some(AddressWord)),
    debtors: Type.Optional(some(Text)),
    marks: Type.Optional(some(MarkWord)),
    exceptions: Type.Optional(Type.Array(Exception)),
  },
  closed,
);

const Window = Type.Union([
  Type.Object({ type: Type.Literal('days'), length: Positive }, closed),
  Type.Object({ type: Type.Literal('week') }, closed),
  Type.Object({ type: Type.Literal('hours'), length: Positive }, closed),
  Type.Object({ type: Type.Literal('ever') }, closed),
]);

const Filter = Type.Object(
  {
    direction: Type.Optional(oneOf(['in', 'out'])),
    channels: Type.Optional(Type.Array(ChannelWord, { minItems: 1 })),
    outcomes: Type.Optional(Type.Array(OutcomeWord, { minItems: 1 })),
    exceptOutcomes: Type.Optional(Type.Array(OutcomeWord, { minItems: 1 })),
    addresses: Type.Optional(some(AddressWord)),
    exceptAnswers: Type.Optional(Type.Boolean()),
    exceptBelievedWrong: Type.Optional(Type.Boolean()),
  },
  closed,
);

const Counting = {
  counts: Type.Array(Filter, { minItems: 1 }),
  per: oneOf(['debt', 'creditor', 'debtor']),
  discussedToo: Type.Optional(Type.Boolean()),
  exceptWrongNumbers: Type.Optional(Type.Boolean()),
  agreementDays: Type.Optional(Positive),
  anyZone: Type.Optional(Type.Boolean()),
};

const DAYS = '(mon|tue|wed|thu|fri|sat|sun)';

/** The parameters of each kind of rule. */
export const parameterSchemas = {
  hours: Type.Object(
    {
      windows: Type.Record(
        Type.String({ pattern: `^${DAYS}(-${DAYS})?$` }),
        Type.Array(Type.Tuple([Time, Time]), { minItems: 1 }),
        closed,
      ),
      closedOnHolidays: Type.Boolean(),
      agreedHoursToo: Type.Optional(Type.Boolean()),
      closedEnd: Type.Optional(Type.Boolean()),
      anyZone: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  cap: Type.Object({ ...Counting, limit: Positive, window: Window, after: Type.Optional(Filter) }, closed),
  min_gap: Type.Object(
    {
      ...Counting,
      gap: Type.Union([
        Type.Object({ wholeDays: Positive }, closed),
        Type.Object({ hours: Positive }, closed),
      ]),
    },
    closed,
  ),
  channel_exclusive: Type.Object({ ...Counting, window: Window }, closed),
  pause: Type.Object({ ...Counting, moreThan: Positive, onDays: Positive, days: Positive }, closed),
  persons: Type.Union([
    Type.Object({ allowed: some(RoleWord) }, closed),
    Type.Object({ barred: some(RoleWord) }, closed),
  ]),
  content: Type.Object(
    { required: Type.Optional(some(Text)), refused: Type.Optional(some(ContentPattern)) },
    { minProperties: 1, ...closed },
  ),
  barred: Type.Object({}, closed),
  marked: Type.Object(
    {
      marks: some(MarkWord),
      days: Type.Optional(Positive),
      alike: Type.Optional(some(Type.Array(ChannelWord, { minItems: 2 }))),
    },
    closed,
  ),
  personal_hours: Type.Object({ closedEnd: Type.Optional(Type.Boolean()) }, closed),
  places: Type.Object(
    { places: Type.Record(Type.String({ pattern: '^(home|work)$' }), some(AddressWord), closed) },
    closed,
  ),
  email_basis: Type.Object({ optOutDays: Positive }, closed),
  consent: Type.Object({ consent: ConsentWord, days: Type.Optional(Positive) }, closed),
  authorised_channels: Type.Object({}, closed),
  notice_wait: Type.Object({ days: Positive }, closed),
  dispute: Type.Union([
    Type.Object({ receivedAfter: Positive, days: Positive, lateToo: Type.Optional(Type.Boolean()) }, closed),
    Type.Object({}, closed),
  ]),
} satisfies { [K in RuleKind]: TSchema };

/** What a rule of any kind says; its kind and parameters are checked by `parameterSchemas`. */
export const RuleSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*$' }),
    kind: Text,
    title: Titles,
    citation: Citation,
    certainty: oneOf(['A', 'B', 'C', 'D']),
    inForce: Type.Object({ from: DateText, to: Type.Optional(DateText) }, closed),
    appliesTo: Scope,
    reason: Type.Optional(ReasonWord),
    parameters: Type.Object({}),
    readings: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z_]+$' }),
            title: Titles,
            parameters: Type.Object({}),
            appliesTo: Type.Optional(Type.Partial(Scope)),
            off: Type.Optional(Type.Literal(true)),
          },
          closed,
        ),
        { minItems: 2 },
      ),
    ),
  },
  closed,
);

const Correction = Type.Object(
  {
    action: oneOf(['add', 'remove']),
    /** A rule in the grammar of date-holidays: "2027-03-01", "07-23", "easter -1", "monday after 07-09". */
    date: Text,
    source: Text,
  },
  closed,
);

/** Most rules of a pack: each decision asks all of them, and a trial asks them again for each that was changed. */
const MOST_RULES = 200;

/** What surrounds the rules of a pack: of a jurisdiction, or the policy of the agency or of a creditor. */
export const PackSchema = Type.Object(
  {
    /** For editors: where the JSON Schema is. */
    $schema: Type.Optional(Text),
    jurisdiction: Type.String({ pattern: '^([A-Z]{2}(-[A-Z0-9]{1,3})?|agency|creditor:.+)$' }),
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    title: Titles,
    /** Of a jurisdiction. */
    zones: Type.Optional(Type.Array(Text)),
    /** Countries in which its rules hold besides their own; "*" is every one. */
    members: Type.Optional(some(Type.String({ pattern: '^([A-Z]{2}|[*])$' }))),
    holidays: Type.Optional(Type.Object({ calendar: Text, corrections: Type.Array(Correction) }, closed)),
    rules: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MOST_RULES }),
  },
  closed,
);

export type HolidaySource = NonNullable<Static<typeof PackSchema>['holidays']>;
