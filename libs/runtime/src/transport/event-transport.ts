import type { RecordedEvent } from '@cauce/contracts';
import {
  type Attributes,
  type Consumer,
  type DueEntry,
  type Outcome,
  type Reading,
  type RunningConsumer,
} from '@cauce/ports';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Core } from '../core/core.ts';
import { Timers } from '../timers/timers.ts';

/** Pattern of the handler that a service's timers wake. */
export const TIMER = 'timer';

/** Pattern of the handler that says with a number which of one key's timers of one instant goes first: the lowest. */
export const RANK = 'timer.rank';

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
      handle: (event, trace) => {
        const said = {
          'cauce.event.type': event.type,
          'cauce.stream': event.stream,
          'messaging.message.id': event.id,
        };
        return this.shown('handle', event.type, trace, said, () => this.dispatch(event.type, event));
      },
      ...this.narrowed,
    });
    const { dueIndex, clock } = this.core;
    this.core.telemetry.gauge('cauce.keys.parked', () => this.parked());
    if (!this.messageHandlers.has(TIMER)) return;
    const work = (entry: DueEntry) =>
      this.shown('wake', this.group, entry.trace, {}, () => this.dispatch(TIMER, entry));
    const rank = this.messageHandlers.has(RANK)
      ? async (entry: DueEntry) => Number(await this.answer(RANK, entry))
      : null;
    this.timers = new Timers(this.group, dueIndex, clock, this.consumer, work, rank);
  }

  /** Does work as a span that continues what the message came with, or whoever set the timer. */
  private shown(
    operation: 'handle' | 'wake',
    what: string,
    trace: string | undefined,
    said: Attributes,
    work: () => Promise<Outcome>,
  ): Promise<Outcome> {
    const { telemetry } = this.core;
    const options = {
      kind: 'consumer',
      parent: trace ?? null,
      duration: 'messaging.process.duration',
      attributes: {
        'messaging.operation.type': 'process',
        'messaging.operation.name': operation,
        'messaging.consumer.group.name': this.group,
        ...said,
      },
    } as const;
    return telemetry.span(`${operation} ${what}`, options, async ({ set }) => {
      const outcome = await work();
      set({ 'cauce.outcome': outcome.kind });
      return outcome;
    });
  }

  private async parked(): Promise<readonly Reading[]> {
    const mine = (await this.core.bus.parked()).filter(({ group }) => group === this.group);
    return [{ value: mine.length, attributes: { 'messaging.consumer.group.name': this.group } }];
  }

  private async dispatch(pattern: string, payload: RecordedEvent | DueEntry): Promise<Outcome> {
    if (!this.messageHandlers.has(pattern))
      return { kind: 'poison', error: `${this.group} has no handler for ${pattern}` };
    const outcome = await this.answer(pattern, payload);
    if (!isOutcome(outcome))
      return { kind: 'poison', error: `the handler of ${pattern} returned no outcome` };
    return outcome;
  }

  private async answer(pattern: string, payload: RecordedEvent | DueEntry): Promise<unknown> {
    const result: unknown = await this.messageHandlers.get(pattern)?.(payload, undefined);
    return isObservable(result) ? await lastValueFrom(result) : result;
  }
}

const isOutcome = (value: unknown): value is Outcome =>
  typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';
