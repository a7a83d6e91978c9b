export * from './event-store.ts';
export * from './sample-events.ts';
export * from './send-gateway.ts';
