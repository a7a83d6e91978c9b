export { type Certificate, selfMadeCertificate } from './certificate.ts';
export * from './for-tests.ts';
export { type KafkaAddresses, KafkaCluster, type SecureListener } from './kafka-cluster.ts';
export { MongoServer } from './mongo-server.ts';
