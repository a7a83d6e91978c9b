import type {
  Checkpoints,
  Consumer,
  EventStore,
  MessageBus,
  Monotonic,
  ParkedKey,
  ParkedMessages,
  RunningConsumer,
  Standstill,
} from '@cauce/ports';
import { GroupWork, type OnFailure, Parking } from '../bus/index.ts';
import { LogConsumer } from './consumer.ts';

export interface LogBusOptions {
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly parkedMessages: ParkedMessages;
  readonly monotonic: Monotonic;
  readonly onFailure?: OnFailure;
}

/** The bus of one process: durable lanes over the log itself, so that nothing is published that is not on the log. */
export class LogBus implements MessageBus {
  private readonly consumers = new Map<string, LogConsumer>();

  private constructor(
    private readonly options: LogBusOptions,
    private readonly parking: Parking,
  ) {}

  static async open(options: LogBusOptions): Promise<LogBus> {
    return new LogBus(options, await Parking.open(options.parkedMessages));
  }

  async consume(consumer: Consumer): Promise<RunningConsumer> {
    const { store, checkpoints, monotonic, onFailure = () => {} } = this.options;
    const { group } = consumer;
    if (this.consumers.has(group)) throw new Error(`the group ${group} already runs in this process`);
    const checkpoint = await checkpoints.get(`bus:${group}`);
    const work = new GroupWork({ consumer, store, parking: this.parking, monotonic, onFailure });
    const forget = (): boolean => this.consumers.delete(group);
    const running = new LogConsumer(consumer, store, checkpoints, work, checkpoint, forget);
    this.consumers.set(group, running);
    return running;
  }

  get standstill(): Standstill | null {
    return [...this.consumers.values()].find(({ standstill }) => standstill !== null)?.standstill ?? null;
  }

  async parked(): Promise<readonly ParkedKey[]> {
    return this.parking.list();
  }

  async unpark(group: string, key: string): Promise<boolean> {
    const consumer = this.consumers.get(group);
    if (!consumer || !this.parking.has(group, key)) return false;
    await consumer.unpark(key);
    return true;
  }

  async idle(): Promise<void> {
    for (;;) {
      const end = await this.options.store.end();
      for (const consumer of this.consumers.values()) await consumer.through(end);
      if ((await this.options.store.end()) === end) break;
    }
    for (const consumer of this.consumers.values()) await consumer.save();
  }

  async close(): Promise<void> {
    for (const consumer of [...this.consumers.values()]) await consumer.stop();
  }
}
