/** What may be said of a piece of work, by the names of OpenTelemetry's semantic conventions where these have one. */
export type AttributeName =
  | 'cauce.attempt.id'
  | 'cauce.channel'
  | 'cauce.code'
  | 'cauce.contact.id'
  | 'cauce.event.type'
  | 'cauce.import.id'
  | 'cauce.import.line'
  | 'cauce.outcome'
  | 'cauce.relay.part'
  | 'cauce.rule'
  | 'cauce.stream'
  | 'db.collection.name'
  | 'db.operation.batch.size'
  | 'db.operation.name'
  | 'db.system.name'
  | 'error.type'
  | 'http.request.method'
  | 'http.response.status_code'
  | 'http.route'
  | 'messaging.batch.message_count'
  | 'messaging.consumer.group.name'
  | 'messaging.destination.name'
  | 'messaging.destination.partition.id'
  | 'messaging.message.id'
  | 'messaging.operation.name'
  | 'messaging.operation.type'
  | 'messaging.system';

/** Something that is counted or measured, and what its values are told apart by. */
export interface Measure {
  /** As UCUM writes it; in braces what is counted. */
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly AttributeName[];
}

export const COUNTERS = {
  'cauce.decisions': {
    unit: '{decision}',
    help: 'answers of the gate to requests for a contact',
    labels: ['cauce.channel', 'cauce.outcome'],
  },
  'cauce.decision.rules': {
    unit: '{rule}',
    help: 'parts of a rule in decisions, one for each item',
    labels: ['cauce.rule', 'cauce.outcome'],
  },
  'cauce.attempts': {
    unit: '{attempt}',
    help: 'calls to a provider, by what became of them',
    labels: ['cauce.channel', 'cauce.outcome'],
  },
  'cauce.receipts': {
    unit: '{receipt}',
    help: 'what providers said later about messages',
    labels: ['cauce.channel', 'cauce.outcome'],
  },
  'cauce.import.lines': {
    unit: '{line}',
    help: 'lines of imported files',
    labels: ['cauce.outcome'],
  },
} as const satisfies Record<string, Measure>;

/** Durations are in seconds. */
export const DURATIONS = {
  'db.client.operation.duration': {
    unit: 's',
    help: 'how long an append takes, until it is durable',
    labels: ['db.system.name', 'db.operation.name', 'error.type'],
  },
  'messaging.process.duration': {
    unit: 's',
    help: 'how long a message, or a timer, is handled',
    labels: [
      'messaging.consumer.group.name',
      'messaging.operation.name',
      'cauce.event.type',
      'cauce.outcome',
      'error.type',
    ],
  },
  'http.server.request.duration': {
    unit: 's',
    help: 'how long an operation of the API takes',
    labels: ['http.request.method', 'http.route', 'http.response.status_code', 'error.type'],
  },
  'messaging.client.operation.duration': {
    unit: 's',
    help: 'how long the bus takes to keep a message',
    labels: ['messaging.destination.name', 'messaging.operation.name', 'error.type'],
  },
} as const satisfies Record<string, Measure>;

export const GAUGES = {
  'cauce.consumer.lag': {
    unit: '{message}',
    help: 'messages not yet handled of the partitions that a process owns',
    labels: ['messaging.consumer.group.name', 'messaging.destination.name'],
  },
  'cauce.relay.lag': {
    unit: 's',
    help: 'age of the oldest event of the log that is not on the bus yet',
    labels: ['cauce.relay.part'],
  },
  'cauce.projection.lag': {
    unit: 's',
    help: 'age of the oldest event that is not in the read models yet',
    labels: [],
  },
  'cauce.keys.parked': {
    unit: '{key}',
    help: 'keys of a group that stand still',
    labels: ['messaging.consumer.group.name'],
  },
} as const satisfies Record<string, Measure>;

/** Of attributes those by which a measure's values are told apart. */
export const labelsOf = ({ labels }: Measure, attributes: object): Record<string, string | number> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => labels.includes(name as AttributeName)));
