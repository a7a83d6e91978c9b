import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type BrokerPorts, brokerSettings, credentials } from './broker-settings.ts';
import { selfMadeCertificate } from './certificate.ts';
import { classPath } from './jars.ts';
import { freePorts, LOOPBACK, runTool } from './machine.ts';
import { Program } from './program.ts';
import { at } from './workspace.ts';

/** The listener with TLS and SASL PLAIN. */
export interface SecureListener {
  readonly brokers: readonly string[];
  /** The certificate to trust. */
  readonly ca: string;
  readonly username: string;
  readonly password: string;
}

export interface KafkaAddresses {
  readonly brokers: readonly string[];
  /** Null where the cluster is not ours. */
  readonly secure: SecureListener | null;
}

/** An ApiVersions request (key 18, version 0, correlation 1, no client id): every broker that is ready answers it. */
const API_VERSIONS = Buffer.from('0000000a0012000000000001ffff', 'hex');

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => socket.write(API_VERSIONS));
    const settle = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
    socket.once('data', () => settle(true));
  });

/**
 * How a broker's machine works. One alone has the heap of Kafka's own scripts, or collecting garbage is what a bench
 * sees. Three live for one test: they would spend half of their time on code for a long life (C2).
 */
const machine = (brokers: number): string[] =>
  brokers > 1 ? ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : ['-Xmx1g', '-Xms1g'];

/** Real brokers on free ports of this machine, each its own process that a test may kill and start again. */
export class KafkaCluster {
  readonly addresses: KafkaAddresses;
  readonly #brokers: readonly Program[];
  readonly #ports: readonly BrokerPorts[];

  private constructor(brokers: readonly Program[], ports: readonly BrokerPorts[], ca: string) {
    this.#brokers = brokers;
    this.#ports = ports;
    const of = (listener: keyof BrokerPorts) => ports.map((one) => `${LOOPBACK}:${one[listener]}`);
    this.addresses = { brokers: of('plain'), secure: { brokers: of('secure'), ca, ...credentials } };
  }

  /** Formats and starts a cluster in a folder of its own. */
  static async start(folder: string, brokers: 1 | 3): Promise<KafkaCluster> {
    mkdirSync(folder, { recursive: true });
    const jars = await classPath('kafka');
    const { key, certificate } = await selfMadeCertificate();
    const keyStore = join(folder, 'certificate.pem');
    writeFileSync(keyStore, `${key}\n${certificate}\n`, { mode: 0o600 });
    const free = await freePorts(brokers * 3);
    const ports = Array.from({ length: brokers }, (_, n): BrokerPorts => {
      const [plain, secure, controller] = free.slice(n * 3) as [number, number, number];
      return { plain, secure, controller };
    });
    // A cluster id may not begin with a dash.
    const id = `c${randomBytes(16).toString('base64url').slice(1)}`;
    const logging = `-Dlog4j2.configurationFile=${at('deploy/servers/kafka/log4j2.properties')}`;
    const programs = ports.map((_, n) => {
      const name = `kafka-${n + 1}`;
      const settings = join(folder, `${name}.properties`);
      writeFileSync(settings, brokerSettings(n, ports, join(folder, name), keyStore));
      const java = ['-cp', jars, logging];
      runTool('java', [...java, 'kafka.tools.StorageTool', 'format', '-t', id, '-c', settings]);
      return new Program(folder, name, [...machine(brokers), ...java, 'kafka.Kafka', settings]);
    });
    const cluster = new KafkaCluster(programs, ports, certificate);
    await Promise.all(programs.map((_, n) => cluster.startBroker(n)));
    return cluster;
  }

  /** Starts a broker that was killed, on its data and ports of before, and waits until it answers. */
  startBroker(index: number): Promise<void> {
    return this.#brokers[index]!.start(() => answers(this.#ports[index]!.plain));
  }

  /** Takes a broker away without a word, as a power cut would. */
  killBroker(index: number): Promise<void> {
    return this.#brokers[index]!.kill();
  }

  /** Lets a broker stand still, as one whose disk or machine does not answer, or go on. */
  signalBroker(index: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#brokers[index]!.signal(signal);
  }

  async end(): Promise<void> {
    await Promise.all(this.#brokers.map((broker) => broker.kill()));
  }
}
