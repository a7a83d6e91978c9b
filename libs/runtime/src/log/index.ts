export * from './event-log.ts';
export * from './sealer.ts';
