import type {
  Channel,
  CollectorType,
  ContactOutcome,
  DebtKind,
  Purpose,
  ReasonCode,
  RuleKind,
} from '@cauce/domain';
import { type Static, type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1 });
const DateText = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
const Time = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' });
const Positive = Type.Integer({ minimum: 1 });
/** One of the engine's own words; the compiler refuses one that it does not have. */
const oneOf = <T extends string>(words: readonly T[]) => Type.Enum([...words]);

const Titles = Type.Object({ es: Text, en: Text }, closed);

const Citation = Type.Object(
  {
    text: Text,
    link: Type.Optional(Type.String({ pattern: '^https?://' })),
    publication: Type.Optional(Text),
  },
  closed,
);

const ChannelWord = oneOf<Channel>([
  'email',
  'sms',
  'whatsapp',
  'call',
  'ivr',
  'push',
  'letter',
  'visit',
  'in_app',
  'social_dm',
  'social_post',
  'postcard',
  'credit_report',
]);

const OutcomeWord = oneOf<ContactOutcome>([
  'reserved',
  'unknown',
  'no_answer',
  'voicemail_limited',
  'voicemail_message',
  'voicemail_no_message',
  'dropped',
  'conversation',
  'busy',
  'not_in_service',
  'sent',
  'delivered',
  'bounced',
  'replied',
  'received',
  'ringing_in',
  'visited',
  'learned_wrong_number',
]);

const PurposeWord = oneOf<Purpose>([
  'collect',
  'location_info',
  'opt_out_confirmation',
  'legally_required',
  'terminate_notice',
  'remedy_notice',
  'requested_information',
  'transaction_confirmation',
  'seek_consent',
  'data_subject_response',
  'legal_claim',
  'other_informational',
]);

const ReasonWord = oneOf<ReasonCode>([
  'CALL_FREQUENCY_7IN7',
  'CONVERSATION_COOLDOWN',
  'FREQUENCY_CAP',
  'CHANNEL_SWITCH',
  'MIN_GAP',
]);

const Scope = Type.Object(
  {
    channels: Type.Union([Type.Literal('*'), Type.Array(ChannelWord, { minItems: 1 })]),
    collector: Type.Optional(oneOf<CollectorType>(['first_party', 'third_party'])),
    debtKind: Type.Optional(oneOf<DebtKind>(['consumer', 'commercial'])),
    exceptPurposes: Type.Optional(Type.Array(PurposeWord, { minItems: 1 })),
  },
  closed,
);

const Window = Type.Union([
  Type.Object({ type: Type.Literal('days'), length: Positive }, closed),
  Type.Object({ type: Type.Literal('week') }, closed),
  Type.Object({ type: Type.Literal('hours'), length: Positive }, closed),
]);

const Counting = {
  counts: Type.Array(
    Type.Object(
      {
        direction: Type.Optional(oneOf(['in', 'out'])),
        channels: Type.Optional(Type.Array(ChannelWord, { minItems: 1 })),
        outcomes: Type.Optional(Type.Array(OutcomeWord, { minItems: 1 })),
        exceptOutcomes: Type.Optional(Type.Array(OutcomeWord, { minItems: 1 })),
      },
      closed,
    ),
    { minItems: 1 },
  ),
  per: oneOf(['debt', 'creditor', 'debtor']),
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
    },
    closed,
  ),
  cap: Type.Object({ ...Counting, limit: Positive, window: Window }, closed),
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
          { id: Type.String({ pattern: '^[a-z_]+$' }), title: Titles, parameters: Type.Object({}) },
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

/** What surrounds the rules of a pack. */
export const PackSchema = Type.Object(
  {
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' }),
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    title: Titles,
    zones: Type.Array(Text, { minItems: 1 }),
    holidays: Type.Optional(Type.Object({ calendar: Text, corrections: Type.Array(Correction) }, closed)),
    rules: Type.Array(Type.Unknown(), { minItems: 1 }),
  },
  closed,
);

export type HolidaySource = NonNullable<Static<typeof PackSchema>['holidays']>;
