export * from './cause.ts';
export * from './event-log.ts';
export * from './sealer.ts';
export type { UnitOfWork } from './unit-of-work.ts';
