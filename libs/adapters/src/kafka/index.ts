export type { OnFailure } from '../bus/index.ts';
export { type KafkaSettings, kafkaClient, type OnTrouble } from './client.ts';
export { KafkaBus, type KafkaBusOptions, type Lag } from './kafka-bus.ts';
export { pingKafka } from './ping.ts';
export { KafkaPublisher } from './publisher.ts';
export { type Applied, applyTopics, type Drift } from './topic-admin.ts';
export { defaultPlan, type TopicDeclaration, type TopicPlan, Topics } from './topics.ts';
