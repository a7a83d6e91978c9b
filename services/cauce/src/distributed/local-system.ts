import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveDesk } from '@cauce/adapters/sandbox';
import { startSmsSandbox } from '@cauce/adapters/smpp';
import { startMailSandbox } from '@cauce/adapters/smtp';
import type { WrittenChannel } from '@cauce/domain';
import { ReceiptPump } from '@cauce/outbound-channel';
import type { Clock, Monotonic } from '@cauce/ports';
import type { Core } from '@cauce/runtime';
import { applyTopicsIn } from '@cauce/runtime/kafka';
import { channelSettings } from '../host/settings.ts';
import { ProgramProcess } from './program-process.ts';
import { RemoteProgram } from './remote-program.ts';

/** The one client of the sandbox SMSC. */
const ACCOUNT = { systemId: 'cauce', password: 'cauce' };

export interface LocalSystemOptions {
  /** Where the sandboxes keep what they take. */
  readonly dir: string;
  /** The settings that all programs share. */
  readonly env: NodeJS.ProcessEnv;
  /** Dates the receipts of the sandboxes. */
  readonly clock: Clock;
  readonly monotonic: Monotonic;
  /** Told every line that a program prints. */
  readonly onLine: (program: string, line: string) => void;
  /** How many processes share the work of a program, 0 where it stays away; one where nothing is said. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** The port at which senders reach a sandbox on this one, where something stands between. */
  readonly route?: (channel: WrittenChannel, port: number) => Promise<number>;
}

/** The built program of a service. */
export const programOf = (service: string): string =>
  fileURLToPath(new URL(`../../../${service}/dist/main.js`, import.meta.url));

/** The program that people and other systems ask. */
const API = 'api';

/** The address that the API says it is served at. */
const apiIn = (line: string): string | undefined => /"api":"(http[^"]+)"/.exec(line)?.[1];

/** The address that a program says it answers at. */
export const urlIn = (line: string): string | undefined => /"url":"(http[^"]+)"/.exec(line)?.[1];

const startSandboxes = async ({ dir, clock, monotonic, env, route }: LocalSystemOptions) => {
  mkdirSync(dir, { recursive: true });
  const pace = { monotonic, ...channelSettings({ ...process.env, ...env }).pace };
  const email = await startMailSandbox({ dir, clock, pace });
  const sms = await startSmsSandbox({ dir, clock, pace, account: ACCOUNT });
  const desks = { email: await serveDesk(email.mailbox), sms: await serveDesk(sms.mailbox) };
  const ports = {
    email: (await route?.('email', email.port)) ?? email.port,
    sms: (await route?.('sms', sms.port)) ?? sms.port,
  };
  return {
    email,
    sms,
    ports,
    desks,
    close: async () => {
      await Promise.all([desks.email.close(), desks.sms.close()]);
      await Promise.all([email.close(), sms.close()]);
    },
  };
};

type Sandboxes = Awaited<ReturnType<typeof startSandboxes>>;

/** The programs of a system, each with what only it is told. */
const programsOver = (dir: string, { ports, desks }: Sandboxes) => [
  { name: 'ingestion', service: 'ingestion', env: {} },
  { name: 'segmentation', service: 'segmentation', env: {} },
  { name: 'scoring', service: 'scoring', env: {} },
  { name: 'compliance-gate', service: 'compliance-gate', env: {} },
  {
    name: 'outbound-email',
    service: 'outbound-channel',
    env: {
      CAUCE_CHANNEL: 'email',
      CAUCE_PROVIDER: `127.0.0.1:${ports.email}`,
      CAUCE_PROVIDER_DESK_URL: desks.email.url,
    },
  },
  {
    name: 'outbound-sms',
    service: 'outbound-channel',
    env: {
      CAUCE_CHANNEL: 'sms',
      CAUCE_PROVIDER: `127.0.0.1:${ports.sms}`,
      CAUCE_PROVIDER_DESK_URL: desks.sms.url,
      CAUCE_SMPP_SYSTEM_ID: ACCOUNT.systemId,
      CAUCE_SMPP_PASSWORD: ACCOUNT.password,
    },
  },
  { name: 'reporting', service: 'reporting', env: {} },
  { name: API, service: 'cauce', args: ['serve'], env: { CAUCE_API_DIR: dir, CAUCE_API_PORT: '0' } },
];

/** What the replicas of a program are called. */
const namesOf = (program: string, replicas = 1): string[] =>
  replicas === 1 ? [program] : Array.from({ length: replicas }, (_, index) => `${program}-${index + 1}`);

/** All programs of the distributed profile on this machine, over servers that run, with sandboxes as providers. */
export class LocalSystem {
  readonly programs: readonly RemoteProgram[];
  private readonly running: Map<string, ProgramProcess>;

  private constructor(
    private readonly sandboxes: Sandboxes,
    private readonly launch: ReadonlyMap<string, () => ProgramProcess>,
  ) {
    this.running = new Map([...launch].map(([name, start]) => [name, start()]));
    this.programs = [...launch.keys()].map((name) => new RemoteProgram(name, () => this.says(name, urlIn)));
  }

  /** Makes the topics that are missing, and starts everything. */
  static async start(options: LocalSystemOptions): Promise<LocalSystem> {
    const { env, onLine, dir, replicas = {} } = options;
    await applyTopicsIn(env);
    const sandboxes = await startSandboxes(options);
    const launch = programsOver(dir, sandboxes).flatMap(({ name: program, service, args = [], env: own }) => {
      const all = { ...process.env, ...env, ...own, CAUCE_HTTP_PORT: '0' };
      return namesOf(program, replicas[program]).map((name) => {
        const start = () => new ProgramProcess({ name, file: programOf(service), args, env: all, onLine });
        return [name, start] as const;
      });
    });
    return new LocalSystem(sandboxes, new Map(launch));
  }

  program(name: string): RemoteProgram {
    const found = this.programs.find((one) => one.name === name);
    if (!found) throw new Error(`no program is called ${name}`);
    return found;
  }

  /** The process of each program, by name. */
  processes(): ReadonlyMap<string, number> {
    return new Map([...this.running].map(([name, one]) => [name, one.pid]));
  }

  /** Where the API is. */
  apiUrl(): Promise<string> {
    return this.says(API, apiIn);
  }

  /** Resolves when every program can work. */
  async ready(): Promise<void> {
    await Promise.all(this.programs.map((one) => one.ready()));
  }

  /** How many messages the sandboxes have taken. */
  taken(): number {
    const { email, sms } = this.sandboxes;
    return email.mailbox.count() + sms.mailbox.count();
  }

  /** Whether a sandbox has a receipt that no sender has heard: the one that is to hear it may have died. */
  async unheard(core: Core): Promise<boolean> {
    const { email, sms } = this.sandboxes;
    if (sms.mailbox.unconfirmed().length > 0) return true;
    const { receipts } = email.mailbox;
    return new ReceiptPump(core, { channel: 'email', name: 'smtp', receipts }).outstanding();
  }

  /** Takes a program away at once. */
  async kill(name: string): Promise<void> {
    await this.running.get(name)?.kill();
  }

  /** Starts a program that was taken away. */
  start(name: string): void {
    const start = this.launch.get(name);
    if (start) this.running.set(name, start());
  }

  /** Stops a program where it stands, or lets it go on. */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.running.get(name)?.signal(signal);
  }

  /** Ends the programs in order, then the sandboxes; the exit codes by name. */
  async stop(): Promise<Readonly<Record<string, number | null>>> {
    const codes = await Promise.all(
      [...this.running].map(async ([name, one]) => [name, await one.stop()] as const),
    );
    await this.sandboxes.close();
    return Object.fromEntries(codes);
  }

  private async says<T>(name: string, read: (line: string) => T | undefined): Promise<T> {
    const running = this.running.get(name);
    if (!running) throw new Error(`no program is called ${name}`);
    return running.says(read);
  }
}

/**
 * The double of the event store as a process, where there is no real one, with its address. It keeps its log in a folder
 * or, without one, in memory.
 */
export const startDouble = async (
  dir: string | null,
  port = 0,
  onLine: LocalSystemOptions['onLine'] = () => {},
): Promise<{ readonly process: ProgramProcess; readonly url: string }> => {
  const double = new ProgramProcess({
    name: 'eventstore',
    file: fileURLToPath(
      new URL('../../../../libs/adapters/dist/eventstoredb/testing/double-main.js', import.meta.url),
    ),
    args: [...(dir === null ? [] : ['--data', join(dir, 'log')]), '--port', String(port)],
    env: process.env,
    onLine,
  });
  return { process: double, url: await double.says((line) => (line.startsWith('esdb:') ? line : undefined)) };
};
