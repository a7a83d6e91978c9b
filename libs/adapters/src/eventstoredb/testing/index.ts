export { CuttingProxy } from './cutting-proxy.ts';
export { type DoubleSettings, type Drop, EventStoreDouble } from './double.ts';
export { DoubleLog } from './double-log.ts';
export type { Address, Faults } from './faults.ts';
