import { mkdirSync } from 'node:fs';
import { instantText } from '@cauce/kernel';
import { configOf, SystemMonotonic } from '@cauce/runtime';
import { type DistributedCore, openDistributedCore } from '@cauce/runtime/distributed';
import { setUp } from '../host/setup.ts';
import type { Line } from '../simulate/run.ts';
import { LocalSystem, type LocalSystemOptions } from './local-system.ts';
import { SharedClock, settleAll } from './shared-clock.ts';

/** The program that brings the log to the bus. */
const RELAY = 'ingestion';

export interface DrivenOptions
  extends Pick<LocalSystemOptions, 'dir' | 'env' | 'onLine' | 'replicas' | 'route'> {
  /** Business time at which it begins. */
  readonly begin: Temporal.Instant;
  /** Prepares what the log and the checkpoints hold, before the programs start. */
  readonly prepare?: (line: Line, clock: SharedClock) => Promise<unknown>;
}

/** All programs of the distributed profile on this machine, with this process moving their common business time. */
export class DrivenSystem implements Line {
  private stopped: ReturnType<LocalSystem['stop']> | null = null;

  private constructor(
    private readonly opened: DistributedCore,
    private readonly local: LocalSystem,
    readonly clock: SharedClock,
  ) {}

  /** Starts everything; resolves when every program can work. */
  static async start({ begin, prepare, ...options }: DrivenOptions): Promise<DrivenSystem> {
    const { dir, env, onLine } = options;
    mkdirSync(dir, { recursive: true });
    const monotonic = new SystemMonotonic();
    const clock: SharedClock = new SharedClock(
      begin,
      () => local?.programs ?? [],
      () => opened.core,
    );
    let local: LocalSystem | undefined;
    const opened: DistributedCore = await openDistributedCore(configOf('scoring', env), {
      clock,
      monotonic,
      onFailure: (group, key, reason) => onLine('driver', [group, key, reason].join(' ')),
      tell: (problem) => onLine('driver', problem),
    });
    const { core } = opened;
    try {
      await clock.moveTo(begin);
      await prepare?.({ folder: { core }, settle: async () => {} }, clock);
      await setUp({ dir, core });
      local = await LocalSystem.start({ ...options, clock, monotonic });
      await local.ready();
      return new DrivenSystem(opened, local, clock);
    } catch (error) {
      await local?.stop();
      await opened.close();
      throw error;
    }
  }

  get folder(): Line['folder'] {
    return this.opened;
  }

  async settle(): Promise<void> {
    const relay = this.local.program(RELAY);
    const others = this.local.programs.filter((one) => one !== relay);
    await settleAll(this.opened.core, relay, others, () => this.isOutstanding());
  }

  /** Whether a timer is due, or the provider has a receipt that nobody has heard. */
  private async isOutstanding(): Promise<boolean> {
    const due = await this.opened.core.dueIndex.next();
    return (due !== null && due <= instantText(this.clock.now())) || this.local.unheard(this.opened.core);
  }

  get programs(): LocalSystem['programs'] {
    return this.local.programs;
  }

  /** How many messages the sandboxes have taken. */
  taken(): number {
    return this.local.taken();
  }

  /** The process of each program, by name. */
  processes(): ReadonlyMap<string, number> {
    return this.local.processes();
  }

  /** Takes a program away at once. */
  kill(name: string): Promise<void> {
    return this.local.kill(name);
  }

  /** Starts a program that was taken away. */
  start(name: string): void {
    this.local.start(name);
  }

  /** Stops a program where it stands, or lets it go on. */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.local.signal(name, signal);
  }

  /** Resolves when every program can work. */
  ready(): Promise<void> {
    return this.local.ready();
  }

  /** Where the API is. */
  apiUrl(): Promise<string> {
    return this.local.apiUrl();
  }

  /** Ends the programs and the sandboxes; the exit codes by name. What they stood on can still be asked. */
  stop(): Promise<Readonly<Record<string, number | null>>> {
    this.stopped ??= this.local.stop();
    return this.stopped;
  }

  /** Ends whatever still runs, and lets go of what the programs stood on. */
  async close(): Promise<void> {
    await this.stop();
    await this.opened.close();
  }
}
