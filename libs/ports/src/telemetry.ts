import type { AttributeName, COUNTERS, DURATIONS, GAUGES } from './measures.ts';

/** Ids, names, codes and counts, never anything about a person. */
export type Attributes = { readonly [N in AttributeName]?: string | number };

export type Counter = keyof typeof COUNTERS;
export type Duration = keyof typeof DURATIONS;
export type Gauge = keyof typeof GAUGES;

/** A value of a gauge, and of what. */
export interface Reading {
  readonly value: number;
  readonly attributes: Attributes;
}

export interface SpanOptions {
  /** Whether it is work for somebody else or with something outside; left out, it is neither. */
  readonly kind?: 'client' | 'server' | 'producer' | 'consumer';
  /**
   * W3C `traceparent` of what it continues; null, or a text that is none, where it begins a trace. Left out, it
   * continues what is under way.
   */
  readonly parent?: string | null;
  /** `traceparent` of what else led to it; only the first hundred count. */
  readonly links?: readonly string[];
  readonly attributes?: Attributes;
  /** Where its duration is counted in, with those attributes of the span that are this measure's. */
  readonly duration?: Duration;
}

/** Work under way. */
export interface Span {
  /** Says more of it. */
  set(attributes: Attributes): void;
}

/**
 * Shows what the system does, to whoever runs it. It changes nothing of what it shows: what cannot be shown is left
 * out, and nobody waits for it.
 */
export interface Telemetry {
  /** Whether anybody looks: what only they need is read only then. */
  readonly on: boolean;
  /** W3C `traceparent` of the span under way in this chain of calls; undefined where there is none. */
  current(): string | undefined;
  /** Does work as a span. Where it throws, the span says the kind of the error and not its words. */
  span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
  count(counter: Counter, attributes: Attributes, by?: number): void;
  /** Has a gauge read from time to time, until it is closed; a reading that fails is left out. */
  gauge(gauge: Gauge, read: () => Promise<readonly Reading[]>): void;
  /** Hands over what is not handed over yet. */
  close(): Promise<void>;
}

const SILENT: Span = { set: () => {} };

/** Nobody looks. */
export const noTelemetry: Telemetry = {
  on: false,
  current: () => undefined,
  span: (_name, _options, work) => work(SILENT),
  count: () => {},
  gauge: () => {},
  close: async () => {},
};
