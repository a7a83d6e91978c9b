export { ConnectionStringError, parseConnectionString } from './connection-string.ts';
export { EventStoreDbEventStore, type EventStoreDbSettings } from './event-store.ts';
