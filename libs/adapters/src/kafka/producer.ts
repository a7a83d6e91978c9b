import type { ConnectionOptions } from 'node:tls';
import { Producer, stringSerializer } from '@platformatic/kafka';
import { tlsOptions } from '../shared/tls-options.ts';
import type { KafkaSettings } from './client.ts';

/** A producer as we use it. */
export type KafkaProducer = Producer<string, Buffer, string, string>;

const RETRY_MS = 200;
/** A connection without work is looked after so often, or what stands between would forget it. */
const KEEP_ALIVE_MS = 60_000;

/** An idempotent producer; it connects when it is used, and tries again until it is closed. */
export const kafkaProducer = ({ brokers, tls, sasl }: KafkaSettings, answerMs: number): KafkaProducer => {
  const ca = tls === true ? undefined : tls?.ca;
  const tlsOfConnection: ConnectionOptions = {};
  const producer: KafkaProducer = new Producer({
    clientId: 'cauce',
    bootstrapBrokers: [...brokers],
    idempotent: true,
    retries: Number.MAX_SAFE_INTEGER,
    retryDelay: RETRY_MS,
    requestTimeout: answerMs,
    serializers: { key: stringSerializer, headerKey: stringSerializer, headerValue: stringSerializer },
    ...(tls ? { tls: tlsOfConnection } : {}),
    ...(sasl ? { sasl: saslOf(sasl) } : {}),
  });
  producer.connections.on('connecting', ({ broker, connection }) => {
    // The client hears one error of a connection. One that ends while it is let in has two: the other would end the process.
    connection.on('error', () => {});
    // The client has one set of options for all brokers, and reads it when it connects, which it does next.
    Object.assign(tlsOfConnection, { servername: undefined }, tlsOptions(broker.host, ca));
  });
  producer.connections.on('connect', ({ connection }) => connection.socket.setKeepAlive(true, KEEP_ALIVE_MS));
  return producer;
};

const MECHANISMS = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;

const saslOf = ({ mechanism, ...account }: NonNullable<KafkaSettings['sasl']>) => ({
  mechanism: MECHANISMS[mechanism],
  ...account,
});

/** What went wrong first, in words: the client wraps it in what it did about it. */
export const causeOf = (error: unknown): string => {
  const { errors, cause, message }: Partial<AggregateError> = Object(error);
  const inner = errors?.[0] ?? cause;
  return inner === undefined ? String(message ?? error) : causeOf(inner);
};
