import { STRATEGIES, type Strategy, standard } from '@cauce/domain';
import { group, togetherOrNotAtAll } from './read-config.ts';
import {
  about,
  addresses,
  certificates,
  firstUrl,
  flag,
  key,
  needed,
  oneOf,
  optional,
  port,
  secret,
  text,
  url,
  wholeNumber,
  withDefault,
} from './setting.ts';

/** How the process runs and speaks. */
export const processGroup = group({
  profile: needed('CAUCE_PROFILE', oneOf('distributed'), about('a service alone runs on this profile only')),
  clock: withDefault(
    'CAUCE_CLOCK',
    oneOf('system', 'shared'),
    'system',
    about('business time: the machine’s, or for simulations one that is moved for all processes together'),
  ),
  logLevel: withDefault(
    'CAUCE_LOG_LEVEL',
    oneOf('debug', 'info', 'warn', 'error'),
    'info',
    about('least level of what is logged'),
  ),
  host: withDefault('CAUCE_HTTP_HOST', text, '127.0.0.1', about('address that HTTP is answered on')),
  port: withDefault(
    'CAUCE_HTTP_PORT',
    port,
    '8080',
    about('port that HTTP is answered on; 0 takes a free one'),
  ),
});

/** What makes one installation differ from another; the same for all its processes. */
export const installationGroup = group({
  secret: needed('CAUCE_SECRET', key, secret('keys the ids that come from personal values')),
  masterKey: needed('CAUCE_MASTER_KEY', key, secret('wraps the keys of persons')),
});

export const eventStoreGroup = group({
  url: needed(
    'CAUCE_EVENTSTORE_URL',
    url('esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'),
    secret('the log, in EventStoreDB or KurrentDB'),
  ),
  namespace: withDefault(
    'CAUCE_EVENTSTORE_NAMESPACE',
    text,
    '',
    about('what the names of streams begin with, on a server that others use too'),
  ),
});

export const kafkaGroup = group(
  {
    brokers: needed('CAUCE_KAFKA_BROKERS', addresses, about('brokers to begin with')),
    prefix: withDefault('CAUCE_KAFKA_PREFIX', text, 'cauce.', about('what topics and groups begin with')),
    partitions: withDefault(
      'CAUCE_KAFKA_PARTITIONS',
      wholeNumber(1, 1_000),
      '12',
      about('partitions of each topic; they can never change'),
    ),
    replicas: withDefault('CAUCE_KAFKA_REPLICAS', wholeNumber(1, 10), '3', about('copies of each topic')),
    sessionMs: withDefault(
      'CAUCE_KAFKA_SESSION_MS',
      wholeNumber(1_000, 1_800_000),
      '30000',
      about('milliseconds without a sign of life after which others take a process’s work over'),
    ),
    tls: withDefault('CAUCE_KAFKA_TLS', flag, 'false', about('speak TLS')),
    tlsCa: optional(
      'CAUCE_KAFKA_TLS_CA_FILE',
      certificates,
      about('certificates to trust (PEM), in place of those that Node trusts'),
    ),
    mechanism: optional(
      'CAUCE_KAFKA_SASL_MECHANISM',
      oneOf('plain', 'scram-sha-256', 'scram-sha-512'),
      about('how one is let in'),
    ),
    username: optional('CAUCE_KAFKA_SASL_USERNAME', text, about('who one is to Kafka')),
    password: optional('CAUCE_KAFKA_SASL_PASSWORD', text, secret('and that one is')),
  },
  ({ tls, tlsCa, mechanism, username, password }) => [
    ...(tlsCa && !tls ? ['CAUCE_KAFKA_TLS_CA_FILE makes no sense unless CAUCE_KAFKA_TLS is true'] : []),
    ...togetherOrNotAtAll({
      CAUCE_KAFKA_SASL_MECHANISM: mechanism,
      CAUCE_KAFKA_SASL_USERNAME: username,
      CAUCE_KAFKA_SASL_PASSWORD: password,
    }),
  ],
);

export const mongoGroup = group(
  {
    url: needed('CAUCE_MONGO_URL', url('mongodb', 'mongodb+srv'), about('MongoDB, without credentials')),
    database: withDefault('CAUCE_MONGO_DATABASE', text, 'cauce', about('name of the database')),
    username: optional('CAUCE_MONGO_USERNAME', text, about('who one is to MongoDB')),
    password: optional('CAUCE_MONGO_PASSWORD', text, secret('and that one is')),
    tls: withDefault('CAUCE_MONGO_TLS', flag, 'false', about('speak TLS')),
    tlsCaFile: optional('CAUCE_MONGO_TLS_CA_FILE', text, about('PEM file of the authority to trust')),
    tlsKeyFile: optional('CAUCE_MONGO_TLS_KEY_FILE', text, about('PEM file with one’s certificate and key')),
  },
  ({ url: given, username, password, tls, tlsCaFile, tlsKeyFile }) => [
    // The address is shown where something is wrong, so it may hold no secret.
    ...(firstUrl(given)?.password
      ? ['CAUCE_MONGO_URL holds a password: CAUCE_MONGO_PASSWORD is its place']
      : []),
    ...togetherOrNotAtAll({ CAUCE_MONGO_USERNAME: username, CAUCE_MONGO_PASSWORD: password }),
    ...((tlsCaFile || tlsKeyFile) && !tls
      ? ['CAUCE_MONGO_TLS_CA_FILE and CAUCE_MONGO_TLS_KEY_FILE make no sense unless CAUCE_MONGO_TLS is true']
      : []),
  ],
);

/** Who writes, where a creditor has no sender of its own. */
export const senderGroup = group({
  agency: withDefault(
    'CAUCE_AGENCY',
    text,
    'Agencia Cauce',
    about('who writes where a portfolio names nobody'),
  ),
  from: withDefault('CAUCE_FROM', text, 'cobranzas@cauce.example', about('address that e-mail comes from')),
  smsFrom: withDefault('CAUCE_SMS_FROM', text, 'CAUCE', about('sender that SMS come from')),
  optOut: optional('CAUCE_OPT_OUT', url('mailto', 'https'), about('link that ends messages')),
});

/** The API for people and other systems. */
export const apiGroup = group({
  dir: withDefault(
    'CAUCE_API_DIR',
    text,
    '.cauce-api',
    about('folder for the admin’s key and for rejected rows'),
  ),
  host: withDefault('CAUCE_API_HOST', text, '127.0.0.1', about('address that the API is served on')),
  port: withDefault(
    'CAUCE_API_PORT',
    port,
    '4180',
    about('port that the API is served on; 0 takes a free one'),
  ),
});

const strategies = oneOf(...STRATEGIES.map(({ name }) => name));
const strategyNamed = (name: string): Strategy => STRATEGIES.find((one) => one.name === name) ?? standard;

export const planGroup = group({
  strategy: withDefault(
    'CAUCE_STRATEGY',
    {
      allowed: strategies.allowed,
      read: (given) => strategyNamed(strategies.read(given)),
    },
    standard.name,
    about('strategy by which debtors are written to'),
  ),
});

export const relayGroup = group({
  partitions: withDefault(
    'CAUCE_RELAY_PARTITIONS',
    wholeNumber(1, 64),
    '1',
    about('parts into which the way from the log to Kafka is divided; the same for all replicas'),
  ),
});
