/** OTLP as JSON, as far as it is read here: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
interface KeyValue {
  readonly key: string;
  readonly value: {
    readonly stringValue?: string;
    readonly intValue?: number | string;
    readonly doubleValue?: number;
  };
}

interface Resource {
  readonly resource: { readonly attributes: readonly KeyValue[] };
}

export interface SentTraces {
  readonly resourceSpans?: readonly (Resource & {
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly name: string;
        readonly kind: number;
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly attributes: readonly KeyValue[];
        readonly links?: readonly { readonly spanId: string }[];
        readonly status?: { readonly code?: number };
      }[];
    }[];
  })[];
}

interface Points {
  readonly dataPoints: readonly {
    readonly attributes: readonly KeyValue[];
    readonly asInt?: number | string;
    readonly asDouble?: number;
    readonly count?: number | string;
  }[];
}

export interface SentMetrics {
  readonly resourceMetrics?: readonly (Resource & {
    readonly scopeMetrics: readonly {
      readonly metrics: readonly {
        readonly name: string;
        readonly unit: string;
        readonly sum?: Points;
        readonly gauge?: Points;
        readonly histogram?: Points;
      }[];
    }[];
  })[];
}

type Said = Readonly<Record<string, string | number>>;

/** A span, and whose it is. */
export interface SeenSpan {
  readonly service: string;
  /** The process, among all that ever ran. */
  readonly instance: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  /** Null of one that begins a trace. */
  readonly parentSpanId: string | null;
  readonly links: readonly string[];
  readonly attributes: Said;
  readonly failed: boolean;
}

/** A value of a metric; of a histogram how many it has counted. */
export interface SeenValue {
  readonly service: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly attributes: Said;
}

const FAILED = 2;

const said = (attributes: readonly KeyValue[]): Said =>
  Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue } }) => [
      key,
      stringValue ?? Number(intValue ?? doubleValue),
    ]),
  );

const serviceOf = ({ resource }: Resource): string => String(said(resource.attributes)['service.name']);

export const spansIn = ({ resourceSpans = [] }: SentTraces): SeenSpan[] =>
  resourceSpans.flatMap((from) =>
    from.scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ name, kind, traceId, spanId, parentSpanId, attributes, links = [], status }) => ({
        service: serviceOf(from),
        instance: String(said(from.resource.attributes)['service.instance.id']),
        name,
        kind,
        traceId,
        spanId,
        parentSpanId: parentSpanId || null,
        links: links.map((link) => link.spanId),
        attributes: said(attributes),
        failed: status?.code === FAILED,
      })),
  );

export const valuesIn = ({ resourceMetrics = [] }: SentMetrics): SeenValue[] =>
  resourceMetrics.flatMap((from) =>
    from.scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .flatMap(
        ({ name, unit, sum, gauge, histogram }) =>
          (sum ?? gauge ?? histogram)?.dataPoints.map(({ attributes, asInt, asDouble, count }) => ({
            service: serviceOf(from),
            name,
            unit,
            value: Number(asInt ?? asDouble ?? count),
            attributes: said(attributes),
          })) ?? [],
      ),
  );
