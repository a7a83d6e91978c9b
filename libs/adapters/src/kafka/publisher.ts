import { noTelemetry, type OutgoingBatch, type Publisher, type Telemetry } from '@cauce/ports';
import type { Kafka } from 'kafkajs';
import { PartitionProducers } from './partition-producers.ts';
import { PublishBatch } from './publish-batch.ts';
import type { Topics } from './topics.ts';

/** Brings events to their topics. The partition is chosen here, and each is sent to on its own. */
export class KafkaPublisher implements Publisher {
  private constructor(
    private readonly producers: PartitionProducers,
    private readonly topics: Topics,
    private readonly telemetry: Telemetry,
  ) {}

  static async open(kafka: Kafka, topics: Topics, telemetry = noTelemetry): Promise<KafkaPublisher> {
    return new KafkaPublisher(await PartitionProducers.open(kafka), topics, telemetry);
  }

  batch(): OutgoingBatch {
    return new PublishBatch(this.topics, this.telemetry, this.producers);
  }

  close(): Promise<void> {
    return this.producers.close();
  }
}
