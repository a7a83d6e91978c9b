import type { OutgoingEvent } from '@cauce/contracts';
import type { OutgoingBatch, SpanOptions, Telemetry } from '@cauce/ports';
import { messageOf, type OutgoingMessage } from './message.ts';
import type { Place } from './owned.ts';
import type { Topics } from './topics.ts';

/** A broker refuses a batch of more than 1,048,588 bytes (`message.max.bytes`). */
const MOST_BYTES = 512 * 1024;

/** What goes to one partition, in order. */
interface Part extends Place {
  /** What is sent at once, and its bytes. */
  readonly sends: { readonly messages: OutgoingMessage[]; bytes: number }[];
  /** How the sending of each message is shown, where anybody looks. */
  readonly shown: { readonly message: OutgoingMessage; readonly options: SpanOptions }[];
}

/** What sends messages to a partition, and resolves when they are kept. */
export interface PartitionSender {
  send(place: Place, messages: readonly OutgoingMessage[]): Promise<void>;
}

export class PublishBatch implements OutgoingBatch {
  private readonly parts = new Map<string, Part>();

  constructor(
    private readonly topics: Topics,
    private readonly telemetry: Telemetry,
    private readonly sender: PartitionSender,
  ) {}

  add(event: OutgoingEvent): void {
    const topic = this.topics.topicOf(event);
    const partition = this.topics.partitionOf(event.route.key);
    const message = messageOf(event);
    const part = this.parts.getOrInsertComputed(`${topic}|${partition}`, () => ({
      topic,
      partition,
      sends: [],
      shown: [],
    }));
    addTo(part, message);
    if (this.telemetry.on) part.shown.push({ message, options: spanOf(event, part) });
  }

  async publish(): Promise<void> {
    const outcomes = await Promise.allSettled([...this.parts.values()].map((part) => this.bring(part)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** After a failure nothing that comes behind is sent, so that order holds. */
  private async bring(part: Part): Promise<void> {
    const brought = Promise.withResolvers<void>();
    const spans = part.shown.map((one) => this.show(part, one, brought.promise));
    const all = Promise.all([brought.promise, ...spans]);
    try {
      for (const { messages } of part.sends) await this.sender.send(part, messages);
      brought.resolve();
    } catch (error) {
      brought.reject(error);
    }
    await all;
  }

  /** The message continues the trace of its event, by way of what is shown of its sending. */
  private show({ topic }: Place, { message, options }: Part['shown'][number], brought: Promise<void>) {
    return this.telemetry.span(`send ${topic}`, options, () => {
      const traceparent = this.telemetry.current();
      if (traceparent) message.headers = { ...message.headers, traceparent };
      return brought;
    });
  }
}

const addTo = ({ sends }: Part, message: OutgoingMessage): void => {
  const bytes = message.key.length + message.value.length;
  const last = sends.at(-1);
  if (last && last.bytes + bytes <= MOST_BYTES) {
    last.messages.push(message);
    last.bytes += bytes;
  } else sends.push({ messages: [message], bytes });
};

const spanOf = ({ type, route }: OutgoingEvent, { topic, partition }: Place): SpanOptions => ({
  kind: 'producer',
  parent: route.trace ?? null,
  duration: 'messaging.client.operation.duration',
  attributes: {
    'messaging.system': 'kafka',
    'messaging.operation.type': 'send',
    'messaging.operation.name': 'send',
    'messaging.destination.name': topic,
    'messaging.destination.partition.id': String(partition),
    'messaging.message.id': route.id,
    'cauce.event.type': type,
  },
});
