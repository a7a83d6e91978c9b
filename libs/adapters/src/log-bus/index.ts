export { LogBus, type LogBusOptions } from './log-bus.ts';
