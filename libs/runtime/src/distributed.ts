export * from './core/distributed-core.ts';
export * from './core/gateway.ts';
export * from './program/index.ts';
