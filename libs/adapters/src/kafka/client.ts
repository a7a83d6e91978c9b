import kafkajs, { type Kafka, type KafkaConfig, type LogEntry } from 'kafkajs';
import { quietRequests } from './quiet-requests.ts';

/** Where a Kafka cluster is, and how one is let in. */
export interface KafkaSettings {
  /** Addresses to begin with, "host:port". */
  readonly brokers: readonly string[];
  /** Certificates to trust (PEM), or true for those that Node trusts; left out, no TLS. */
  readonly tls?: { readonly ca: string } | true;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** What Kafka's client says of troubles, one line each. */
export type OnTrouble = (said: string) => void;

/** Said in full: under tests kafkajs has other defaults than elsewhere. */
export const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 30 } as const;

const line = ({ namespace, log }: LogEntry): string =>
  [namespace, log.message, log.error].filter(Boolean).join(': ');

/** A client of the cluster; it connects when it is used. */
export const kafkaClient = (
  { brokers, tls, sasl }: KafkaSettings,
  onTrouble: OnTrouble = () => {},
  overrides: Partial<KafkaConfig> = {},
): Kafka => {
  quietRequests();
  return new kafkajs.Kafka({
    clientId: 'cauce',
    brokers: [...brokers],
    ...(tls ? { ssl: tls === true ? true : { ca: [tls.ca] } } : {}),
    ...(sasl ? { sasl: { ...sasl } as KafkaConfig['sasl'] & object } : {}),
    retry: RETRY,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => onTrouble(line(entry)),
    ...overrides,
  });
};
