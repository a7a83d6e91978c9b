import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strategy } from '@cauce/domain';
import { type Core, saveNow } from '@cauce/runtime';
import type { DistributedCore } from '@cauce/runtime/distributed';
import { applyTopicsIn } from '@cauce/runtime/kafka';
import { signalled } from '../../cli/signalled.ts';
import { LocalServers, type LocalServersOptions } from '../../distributed/local-servers.ts';
import { programOf, urlIn } from '../../distributed/local-system.ts';
import { cpuSecondsOf } from '../../distributed/process-use.ts';
import { ProgramProcess } from '../../distributed/program-process.ts';
import { RemoteProgram } from '../../distributed/remote-program.ts';
import { BENCH_NOW } from '../debts-file.ts';
import { rounded } from '../figure.ts';
import { benchClocks, type Environment, openCoreOf, tell } from './core-of.ts';
import { placeDebts, startDeciding } from './deciding.ts';
import { Forked } from './forked.ts';

/** A program to be started. */
export interface Launched {
  readonly name: string;
  readonly service: string;
  /** What only it is told. */
  readonly env?: Environment;
}

/** What follows a start (the last division of a group's work) is over by then. */
const REST_MS = 3_000;

/** Somebody wanted no more of it. */
export class InterruptedError extends Error {}

const interrupted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new InterruptedError('interrupted')), { once: true });
  });

/** Servers of the distributed profile, and what this process does over them; business time stands still. */
export class Stage {
  private readonly clocks = benchClocks();
  readonly clock = this.clocks.clock;
  readonly monotonic = this.clocks.monotonic;
  private readonly closing: (() => Promise<unknown>)[] = [];
  private readonly programs = new Map<string, ProgramProcess>();
  private opened: DistributedCore | undefined;
  private debts = 0;

  private constructor(private readonly servers: LocalServers) {}

  /** Does some work over servers that nobody else uses, and ends all that it left running. */
  static async over<T>(
    work: (stage: Stage) => Promise<T>,
    { logUnder = null }: Pick<LocalServersOptions, 'logUnder'> = {},
  ): Promise<T> {
    const signal = signalled();
    const stage = new Stage(await LocalServers.start('bench', () => {}, { logUnder, signal }));
    try {
      mkdirSync(stage.dir, { recursive: true });
      const distributed = await stage.openCore();
      stage.opened = distributed;
      await saveNow(distributed.core, BENCH_NOW);
      await applyTopicsIn(stage.env);
      return await Promise.race([work(stage), interrupted(signal)]);
    } finally {
      await stage.stopPrograms();
      for (const close of stage.closing.toReversed()) await close();
      await stage.servers.stop();
    }
  }

  get dir(): string {
    return this.servers.dir;
  }

  /** What every program is told. */
  get env(): Environment {
    return { ...this.servers.env, CAUCE_CLOCK: 'shared' };
  }

  get core(): Core {
    if (!this.opened) throw new Error('the stage is not open');
    return this.opened.core;
  }

  /** What the programs stand on, once more, with other names; ends with the stage. */
  async openCore(own: Environment = {}): Promise<DistributedCore> {
    const opened = await openCoreOf({ ...this.env, ...own }, this.clocks);
    this.closing.push(() => opened.close());
    return opened;
  }

  /** Starts a program of the bench in a process of its own; it ends with the stage. */
  fork<Question extends object, Answer>(program: string): Forked<Question, Answer> {
    const forked = new Forked<Question, Answer>(program);
    this.closing.push(async () => forked.end());
    return forked;
  }

  /** Imports so many debts more; how many events that were. */
  async place(debts: number): Promise<number> {
    const before = this.debts;
    this.debts += debts;
    return placeDebts(this.core, this.dir, { debts, before });
  }

  /** Takes everything that is placed as far as the gate. */
  async clear(strategy: Strategy): Promise<void> {
    const services = await startDeciding(this.core, strategy);
    await services.settle();
    await services.stop();
  }

  /** Starts programs beside each other; resolves when all of them can work, and have divided it. */
  async startPrograms(launched: readonly Launched[], { restMs = REST_MS } = {}): Promise<void> {
    const remote = launched.map(({ name, service, env = {} }) => {
      const program = new ProgramProcess({
        name,
        file: programOf(service),
        env: { ...process.env, ...this.env, ...env, CAUCE_HTTP_PORT: '0' },
        onLine: (_, line) => {
          if (line.includes('"level":"error"')) tell(`${name}: ${line}`);
        },
      });
      this.programs.set(name, program);
      return new RemoteProgram(name, () => program.says(urlIn));
    });
    await Promise.all(remote.map((one) => one.ready()));
    await sleep(restMs);
  }

  /** The process of each server and of each program, by name. */
  processes(): ReadonlyMap<string, number> {
    const programs = [...this.programs].map(([name, one]) => [name, one.pid] as const);
    return new Map([...this.servers.processes, ...programs]);
  }

  /**
   * Begins to count the processor time of every server and program, and of this process, in which the provider is.
   * What it gives tells the microseconds of each for one of so many.
   */
  async spending(): Promise<(count: number) => Promise<Record<string, number>>> {
    const used = async (): Promise<[string, number][]> => {
      const { user, system } = process.cpuUsage();
      const others = await Promise.all(
        [...this.processes()].map(
          async ([name, pid]): Promise<[string, number]> => [name, (await cpuSecondsOf(pid)) ?? Number.NaN],
        ),
      );
      return [...others, ['provider', (user + system) / 1_000_000]];
    };
    const before = new Map(await used());
    return async (count) =>
      Object.fromEntries(
        (await used()).map(([name, now]) => [
          name,
          rounded(((now - (before.get(name) ?? 0)) * 1_000_000) / count),
        ]),
      );
  }

  async stopProgram(name: string): Promise<void> {
    await this.programs.get(name)?.stop();
    this.programs.delete(name);
  }

  async stopPrograms(): Promise<void> {
    await Promise.all([...this.programs.keys()].map((name) => this.stopProgram(name)));
  }
}
