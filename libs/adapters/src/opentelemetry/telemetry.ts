import {
  COUNTERS,
  type Counter,
  DURATIONS,
  GAUGES,
  type Gauge,
  labelsOf,
  type Reading,
  type Span,
  type SpanOptions,
  type Telemetry,
} from '@cauce/ports';
import {
  type Attributes,
  type Counter as CounterInstrument,
  context,
  type Histogram,
  type Link,
  type Meter,
  metrics,
  type ObservableCallback,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { contextOf, spanContextIn, traceparentOf } from './traceparent.ts';

const SCOPE = 'cauce';
const MOST_LINKS = 100;

const KINDS = {
  client: SpanKind.CLIENT,
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** In seconds: finer than the conventions advise for databases, and up to what a provider may take. */
const BOUNDARIES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Its kind only: what an error says may name a person. */
const errorType = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const linksTo = (traceparents: readonly string[]): Link[] =>
  traceparents.slice(0, MOST_LINKS).flatMap((one) => {
    const found = spanContextIn(one);
    return found ? [{ context: found }] : [];
  });

/** Telemetry over the providers that are registered with OpenTelemetry's API. */
export class OpenTelemetry implements Telemetry {
  readonly on = true;
  readonly #tracer = trace.getTracer(SCOPE);
  readonly #meter: Meter = metrics.getMeter(SCOPE);
  readonly #counters: Readonly<Record<Counter, CounterInstrument>>;
  readonly #durations: Readonly<Record<keyof typeof DURATIONS, Histogram>>;
  readonly #end: () => Promise<void>;
  readonly #forget: (() => void)[] = [];

  /** `end` hands over what is not handed over yet, and lets go of the providers. */
  constructor(end: () => Promise<void>) {
    this.#end = end;
    this.#counters = each(COUNTERS, (name, { unit, help: description }) =>
      this.#meter.createCounter(name, { unit, description }),
    );
    this.#durations = each(DURATIONS, (name, { unit, help: description }) =>
      this.#meter.createHistogram(name, {
        unit,
        description,
        advice: { explicitBucketBoundaries: BOUNDARIES },
      }),
    );
  }

  current(): string | undefined {
    const span = trace.getActiveSpan();
    return span && traceparentOf(span.spanContext());
  }

  span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const { kind, parent, links = [], attributes = {}, duration } = options;
    const began = performance.now();
    const within = parent === undefined ? context.active() : contextOf(parent);
    const span = this.#tracer.startSpan(
      name,
      { attributes, links: linksTo(links), ...(kind ? { kind: KINDS[kind] } : {}) },
      within,
    );
    let said: Attributes = { ...attributes };
    const set: Span['set'] = (more) => {
      said = { ...said, ...more };
      span.setAttributes(more);
    };
    const end = (): void => {
      span.end();
      if (duration === undefined) return;
      const seconds = (performance.now() - began) / 1_000;
      this.#durations[duration].record(seconds, labelsOf(DURATIONS[duration], said));
    };
    return context.with(trace.setSpan(within, span), async () => {
      try {
        return await work({ set });
      } catch (error) {
        set({ 'error.type': errorType(error) });
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        end();
      }
    });
  }

  count(counter: Counter, attributes: Attributes, by = 1): void {
    this.#counters[counter].add(by, labelsOf(COUNTERS[counter], attributes));
  }

  gauge(gauge: Gauge, read: () => Promise<readonly Reading[]>): void {
    const { unit, help: description } = GAUGES[gauge];
    const instrument = this.#meter.createObservableGauge(gauge, { unit, description });
    const observe: ObservableCallback<Attributes> = async (result) => {
      for (const { value, attributes } of await read().catch(() => [])) {
        result.observe(value, labelsOf(GAUGES[gauge], attributes));
      }
    };
    instrument.addCallback(observe);
    this.#forget.push(() => instrument.removeCallback(observe));
  }

  /** What gauges read may be closed by now. */
  close(): Promise<void> {
    for (const forget of this.#forget.splice(0)) forget();
    return this.#end();
  }
}

const each = <N extends string, M, I>(
  measures: Readonly<Record<N, M>>,
  make: (name: N, measure: M) => I,
): Record<N, I> =>
  Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [name, make(name as N, measure as M)]),
  ) as Record<N, I>;
