import { noTelemetry, type OutgoingBatch, type Publisher, type Telemetry } from '@cauce/ports';
import type { PartitionProducers, ProducerOptions } from './partition-producers.ts';
import { PublishBatch } from './publish-batch.ts';
import type { Topics } from './topics.ts';

export interface PublisherOptions extends ProducerOptions {
  readonly topics: Topics;
  readonly telemetry?: Telemetry;
}

/** Brings events to their topics. The partition is chosen here, and each is sent to on its own. */
export class KafkaPublisher implements Publisher {
  private constructor(
    private readonly producers: PartitionProducers,
    private readonly topics: Topics,
    private readonly telemetry: Telemetry,
  ) {}

  /** Connects when it is used. */
  static async open({ topics, telemetry = noTelemetry, ...options }: PublisherOptions) {
    // One program publishes, and no other shall carry the 40 MB of this client.
    const { PartitionProducers } = await import('./partition-producers.ts');
    return new KafkaPublisher(new PartitionProducers(options), topics, telemetry);
  }

  batch(): OutgoingBatch {
    return new PublishBatch(this.topics, this.telemetry, this.producers);
  }

  close(): Promise<void> {
    return this.producers.close();
  }
}
