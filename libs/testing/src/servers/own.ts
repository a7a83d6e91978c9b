export { type KafkaAddresses, KafkaCluster, type SecureListener } from './kafka-cluster.ts';
export { MongoServer } from './mongo-server.ts';
