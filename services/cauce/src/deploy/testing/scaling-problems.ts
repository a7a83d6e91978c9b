import { defaultPlan, Topics } from '@cauce/adapters/kafka';
import { outboundGroup } from '@cauce/outbound-channel';
import { configOf } from '@cauce/runtime/config';
import { opened } from './environment.ts';
import { type Manifest, type Workload, workloadsIn } from './kubernetes.ts';

/** What a trigger must say of a sender, by what the sender itself is told. */
const triggerOf = ({ env }: Workload) => {
  const { kafka, channel } = configOf('outbound-channel', opened(env));
  const topics = new Topics({ ...defaultPlan, ...kafka });
  return {
    bootstrapServersFromEnv: 'CAUCE_KAFKA_BROKERS',
    consumerGroup: topics.named(outboundGroup(channel.channel)),
    topic: topics.topicsOf(['ContactCleared'], channel.channel).join(),
    sasl: kafka.mechanism?.replaceAll('-', '_').replace('sha_', 'sha'),
    tls: kafka.tls ? 'enable' : 'disable',
  };
};

const problemsOf = (workload: Workload, scaled: Manifest | undefined): string[] => {
  if (!scaled) return ['nothing scales it'];
  const { triggers = [], maxReplicaCount = 0 } = scaled.spec ?? {};
  const { partitions } = configOf('outbound-channel', opened(workload.env)).kafka;
  const said = triggers[0]?.metadata ?? {};
  return [
    ...Object.entries(triggerOf(workload))
      .filter(([name, value]) => said[name] !== value)
      .map(([name, value]) => `its ${name} is ${said[name]}, it must be ${value}`),
    ...(maxReplicaCount > partitions
      ? [`it has ${partitions} partitions for ${maxReplicaCount} replicas`]
      : []),
    ...(workload.replicas === undefined ? [] : ['what scales it and its own number of replicas are at odds']),
  ];
};

/** All that is wrong with how senders are scaled: each channel by what waits in its own topic. */
export const scalingProblems = (manifests: readonly Manifest[]): string[] =>
  workloadsIn(manifests)
    .filter(({ env }) => env.CAUCE_CHANNEL !== undefined)
    .flatMap((workload) => {
      const scaled = manifests.find(
        ({ kind, spec }) => kind === 'ScaledObject' && spec?.scaleTargetRef?.name === workload.name,
      );
      return problemsOf(workload, scaled).map((problem) => `${workload.name}: ${problem}`);
    });
