import type { ConsumerConfig, ConsumerRunConfig, EachBatchPayload, Kafka, PartitionAssigner } from 'kafkajs';

type Protocol = ReturnType<PartitionAssigner>['protocol'];
type Take = (payload: EachBatchPayload) => Promise<void>;

/** What is changed of a client's consumers: what they say before each join, and how they hand a batch over. */
export interface ConsumerChanges {
  readonly protocol: (real: Protocol) => Protocol;
  readonly take: (real: Take) => Take;
}

/** A client whose consumers are changed, and which does all else as it did. */
export const changedClient =
  ({ protocol, take }: ConsumerChanges) =>
  (kafka: Kafka): Kafka => {
    const changed =
      (assigner: PartitionAssigner): PartitionAssigner =>
      (config) => {
        const real = assigner(config);
        return { ...real, protocol: protocol(real.protocol) };
      };
    const consumer = (config: ConsumerConfig) => {
      const real = kafka.consumer({ ...config, partitionAssigners: config.partitionAssigners?.map(changed) });
      const run = (how: ConsumerRunConfig) =>
        real.run({ ...how, eachBatch: how.eachBatch && take(how.eachBatch) });
      return { ...real, run };
    };
    return Object.assign(Object.create(kafka), { consumer });
  };
