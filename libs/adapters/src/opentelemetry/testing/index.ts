export { Collector } from './collector.ts';
export type { SeenSpan, SeenValue } from './otlp.ts';
