import type { Principal } from '@cauce/domain';
import { NotFollowingError } from '@cauce/reporting';
import type { App } from '../host/app.ts';
import type { Host } from '../host/host.ts';
import { StoppingError } from './problems.ts';

/** Why work may not be given to the host; empty when it may. */
export type Readiness = () => readonly string[] | Promise<readonly string[]>;

/** What the API is a door to. */
export interface Served extends Pick<Host, 'folder' | 'reporting'> {
  /** Null where real providers take the messages. */
  readonly sandboxes: Host['sandboxes'] | null;
}

/** Where the API's work is done: knows what is under way, and lets it end. */
export class Desk {
  private readonly underWay = new Set<Promise<unknown>>();
  private stopping = false;
  /** The last of those that wait for each other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly host: Served,
    readonly readiness: Readiness,
  ) {}

  /** What an operation of a principal works with. */
  appFor({ principalId }: Principal): App {
    const { folder, reporting } = this.host;
    return { folder, reporting, actor: `principal:${principalId}` };
  }

  /** Runs an operation on read models that know everything appended before it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.stopping) return Promise.reject(new StoppingError());
    const running = this.fresh().then(work);
    this.underWay.add(running);
    return running.finally(() => this.underWay.delete(running));
  }

  /** Runs work after the one before it: files are taken in one by one, for they would undo each other's appends. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(() => {
      this.goOn();
      return work();
    });
    this.turn = mine.catch(() => {});
    return mine;
  }

  /** For long work to call between its steps: throws when the host is stopping. */
  readonly goOn = (): void => {
    if (this.stopping) throw new StoppingError();
  };

  /** Takes nothing new, and waits for what is under way for at most so many milliseconds. */
  async close(mostMs: number): Promise<void> {
    this.stopping = true;
    const waiting = new AbortController();
    const { monotonic } = this.host.folder.core;
    const ended = Promise.allSettled(this.underWay).then(() => waiting.abort());
    await Promise.race([ended, monotonic.wait(mostMs, waiting.signal)]);
    waiting.abort();
  }

  private async fresh(): Promise<void> {
    const { runner } = this.host.reporting;
    if (runner.failure !== null) throw new NotFollowingError(runner.failure);
    await this.host.reporting.caughtUp();
  }
}
