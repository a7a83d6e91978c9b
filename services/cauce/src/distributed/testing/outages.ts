import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Line } from '@cauce/adapters/sandbox/testing';
import type { WrittenChannel } from '@cauce/domain';
import { KafkaCluster, MongoServer } from '@cauce/testing/own-servers';
import type { DrivenSystem } from '../driven-system.ts';
import { startDouble } from '../local-system.ts';
import { eventsOf, type Servers } from './profiles.ts';

/** A server that can go away and come back. */
export interface Outage {
  /** What programs call it when they say why they are not ready. */
  readonly server: string;
  /** Whether a program stands on it. */
  readonly carries: (program: string) => boolean;
  away(): Promise<unknown>;
  back(): Promise<unknown>;
}

export const SERVER_NAMES = ['kafka', 'mongo', 'eventstore', 'smtp', 'smpp'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

const POLL_MS = 100;
const everybody = (): boolean => true;

/** A line to a sandbox that is let through until it goes away. */
class Route {
  private line: Line | undefined;

  constructor(private readonly channel: WrittenChannel) {}

  async to(port: number): Promise<number> {
    this.line = new Line(
      () => port,
      () => () => false,
    );
    return this.line.open();
  }

  get outage(): Outage {
    return {
      server: 'provider',
      carries: (program) => program.startsWith(`outbound-${this.channel}`),
      away: async () => this.line?.close(),
      back: async () => this.line?.open(),
    };
  }

  async close(): Promise<void> {
    await this.line?.close();
  }
}

/** Servers of a run's own, lines to the sandboxes, and how each can go away. */
export const openServers = async (place: string, brokers: 1 | 3) => {
  const routes = { email: new Route('email'), sms: new Route('sms') };
  const kafka = await KafkaCluster.start(join(place, 'kafka'), brokers);
  const mongo = await MongoServer.start(join(place, 'mongo'));
  let double = await startDouble(place);
  const port = Number(/:(\d+)\?/.exec(double.url)?.[1]);
  const servers: Servers = {
    eventStore: double.url,
    brokers: kafka.addresses.brokers,
    mongo: mongo.address,
  };
  const all = Array.from({ length: brokers }, (_, index) => index);
  const outages: Readonly<Record<ServerName, Outage>> = {
    kafka: {
      server: 'Kafka',
      carries: everybody,
      away: () => Promise.all(all.map((index) => kafka.killBroker(index))),
      back: () => Promise.all(all.map((index) => kafka.startBroker(index))),
    },
    eventstore: {
      server: 'event store',
      carries: everybody,
      away: () => double.process.kill(),
      back: async () => {
        double = await startDouble(place, port);
      },
    },
    // Killed, this server would lose what it has acknowledged; a real one does not.
    mongo: {
      server: 'MongoDB',
      carries: everybody,
      away: async () => mongo.signal('SIGSTOP'),
      back: async () => mongo.signal('SIGCONT'),
    },
    smtp: routes.email.outage,
    smpp: routes.sms.outage,
  };
  return {
    servers,
    outages,
    kafka,
    route: (channel: WrittenChannel, sandbox: number) => routes[channel].to(sandbox),
    close: async () => {
      await Promise.all([kafka.end(), mongo.kill(), double.process.stop()]);
      await Promise.all([routes.email.close(), routes.sms.close()]);
    },
  };
};

/** Resolves when every program that stands on a server says that it is away, and that itself is alive. */
export const noticed = async (
  { programs }: DrivenSystem,
  { server, carries }: Pick<Outage, 'server' | 'carries'>,
): Promise<void> => {
  for (const program of programs.filter(({ name }) => carries(name))) {
    while (!(await program.problems()).some((problem) => problem.startsWith(server))) await sleep(POLL_MS);
  }
};

/** Resolves when an event of a type comes to the log. */
export const happened = async ({ folder: { core } }: DrivenSystem, type: string): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const subscription = core.store.subscribe({ after: null }, async (events) => {
    if (events.some((event) => event.type === type)) resolve();
  });
  await promise;
  await subscription.close();
};

/** Resolves when so many contacts are cleared that no attempt has been begun for. */
export const waiting = async ({ folder: { core } }: DrivenSystem, count: number): Promise<void> => {
  const clearances = async (type: string): Promise<Set<string>> => {
    const events = (await eventsOf(core.store)).filter((event) => event.type === type);
    return new Set(events.map(({ data }) => (data as { clearanceId: string }).clearanceId));
  };
  for (;;) {
    const begun = await clearances('AttemptStarted');
    if ((await clearances('ContactCleared')).difference(begun).size >= count) return;
    await sleep(POLL_MS);
  }
};
