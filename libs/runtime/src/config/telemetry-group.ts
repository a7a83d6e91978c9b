import { group } from './read-config.ts';
import { oneOf, optional, pairs, part, url, wholeNumber, withDefault } from './setting.ts';

const SAMPLED_IN_PART = 'traceidratio';

/**
 * Where spans and metrics go. OpenTelemetry's SDK reads these variables, and others of theirs, by itself:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export const telemetryGroup = group(
  {
    endpoint: optional('OTEL_EXPORTER_OTLP_ENDPOINT', url('http', 'https'), {
      help: 'the collector of spans and metrics; without it none are made',
    }),
    protocol: withDefault(
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      oneOf('http/protobuf', 'http/json', 'grpc'),
      'http/protobuf',
      { help: 'how one speaks to the collector' },
    ),
    headers: optional('OTEL_EXPORTER_OTLP_HEADERS', pairs, {
      help: 'what is said to the collector with each call, such as a token',
      secret: true,
    }),
    attributes: optional('OTEL_RESOURCE_ATTRIBUTES', pairs, {
      help: 'what else is said of the process, such as deployment.environment.name=production',
    }),
    sampler: withDefault(
      'OTEL_TRACES_SAMPLER',
      oneOf(
        'parentbased_always_on',
        'parentbased_always_off',
        `parentbased_${SAMPLED_IN_PART}`,
        'always_on',
        'always_off',
        SAMPLED_IN_PART,
      ),
      'parentbased_always_on',
      { help: 'which traces are shown; a trace begins with a line of a file' },
    ),
    sampled: optional('OTEL_TRACES_SAMPLER_ARG', part, {
      help: `how large a part of them, where the sampler ends in ${SAMPLED_IN_PART}`,
    }),
    everyMs: withDefault('OTEL_METRIC_EXPORT_INTERVAL', wholeNumber(100, 3_600_000), '60000', {
      help: 'how often metrics are sent, in milliseconds',
    }),
  },
  ({ sampler, sampled }) =>
    sampler.endsWith(SAMPLED_IN_PART) === (sampled !== undefined)
      ? []
      : [`OTEL_TRACES_SAMPLER_ARG goes with a sampler that ends in ${SAMPLED_IN_PART}, and only with it`],
);
