export * from './clock/clocks.ts';
export * from './core/core.ts';
export * from './core/embedded-core.ts';
export * from './core/ids.ts';
export * from './log/index.ts';
export * from './timers/timers.ts';
export * from './transport/event-transport.ts';
export * from './transport/rethrow.filter.ts';
