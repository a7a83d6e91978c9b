export * from './core/distributed-core.ts';
export * from './core/gateway.ts';
export * from './core/rewrap-keys.ts';
export * from './program/index.ts';
