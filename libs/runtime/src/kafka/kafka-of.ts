import { defaultPlan, type KafkaSettings, kafkaClient, Topics } from '@cauce/adapters/kafka';
import type { CoreConfig } from '../config/index.ts';

const settingsOf = (config: CoreConfig['kafka']): KafkaSettings => {
  const { brokers, tls, tlsCa, mechanism, username, password } = config;
  return {
    brokers,
    ...(tls ? { tls: tlsCa ? { ca: tlsCa } : true } : {}),
    ...(mechanism && username && password ? { sasl: { mechanism, username, password } } : {}),
  };
};

/** The cluster that a configuration names, and its topics. `tell` is told of troubles with the cluster. */
export const kafkaOf = (config: CoreConfig['kafka'], tell?: (problem: string) => void) => {
  const { prefix, partitions, replicas, sessionMs } = config;
  const settings = settingsOf(config);
  return {
    settings,
    kafka: kafkaClient(settings, tell),
    sessionMs,
    topics: new Topics({ ...defaultPlan, prefix, partitions, replicas }),
  };
};
