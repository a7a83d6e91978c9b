export * from './for-tests.ts';
export { type KafkaAddresses, KafkaCluster, type SecureListener } from './kafka-cluster.ts';
