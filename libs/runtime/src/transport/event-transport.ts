import type { RecordedEvent } from '@cauce/contracts';
import {
  type Consumer,
  type DueEntry,
  type Outcome,
  type RunningConsumer,
  UnavailableError,
} from '@cauce/ports';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Core } from '../core/core.ts';
import { Timers } from '../timers/timers.ts';

/** Pattern of the handler that a service's timers wake. */
export const TIMER = 'timer';

/** Pattern of the handler that says with a number which of one key's timers of one instant goes first: the lowest. */
export const RANK = 'timer.rank';

/** How long is waited before what a server's absence prevented is tried again, in milliseconds. */
const AWAY_MS = 1_000;

/** What a group takes: one channel's clearances only, and how many keys at once. */
export type Narrowed = Pick<Consumer, 'channel' | 'concurrency'>;

/** Nest transport over the bus port: a handler is an `@EventPattern` of an event type, and returns an outcome. */
export class EventTransport extends Server implements CustomTransportStrategy {
  private consumer: RunningConsumer | undefined;
  private timers: Timers | undefined;

  constructor(
    private readonly core: Core,
    /** Name of the service: its consumer group and the owner of its timers. */
    private readonly group: string,
    private readonly narrowed: Narrowed = {},
  ) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  /** Runs the timers that are due; how many there were. */
  async fireTimers(): Promise<number> {
    return (await this.timers?.fire()) ?? 0;
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  on(): never {
    throw new Error('this transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.core.bus as T;
  }

  private async start(): Promise<void> {
    const types = [...this.messageHandlers.keys()].filter((pattern) => pattern !== TIMER && pattern !== RANK);
    this.consumer = await this.core.bus.consume({
      group: this.group,
      types,
      handle: (event) => this.dispatch(event.type, event),
      ...this.narrowed,
    });
    const { dueIndex, clock } = this.core;
    if (!this.messageHandlers.has(TIMER)) return;
    const work = (entry: DueEntry) => this.dispatch(TIMER, entry);
    const rank = this.messageHandlers.has(RANK)
      ? async (entry: DueEntry) => Number(await this.answer(RANK, entry))
      : null;
    this.timers = new Timers(this.group, dueIndex, clock, this.consumer, work, rank);
  }

  private async dispatch(pattern: string, payload: RecordedEvent | DueEntry): Promise<Outcome> {
    if (!this.messageHandlers.has(pattern))
      return { kind: 'poison', error: `${this.group} has no handler for ${pattern}` };
    const outcome = await this.answer(pattern, payload);
    if (!isOutcome(outcome))
      return { kind: 'poison', error: `the handler of ${pattern} returned no outcome` };
    return outcome;
  }

  /** A server that is away is no fault of the message's: its handler is asked again until the server is back. */
  private async answer(pattern: string, payload: RecordedEvent | DueEntry): Promise<unknown> {
    for (;;) {
      try {
        const result: unknown = await this.messageHandlers.get(pattern)?.(payload, undefined);
        return isObservable(result) ? await lastValueFrom(result) : result;
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        await this.core.monotonic.wait(AWAY_MS);
      }
    }
  }
}

const isOutcome = (value: unknown): value is Outcome =>
  typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';
