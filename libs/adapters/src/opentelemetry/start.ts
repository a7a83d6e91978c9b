import type { Telemetry } from '@cauce/ports';
import { context, DiagLogLevel, diag, metrics, trace } from '@opentelemetry/api';
import { startNodeSdk } from '@opentelemetry/sdk-node';
import { OpenTelemetry } from './telemetry.ts';

export interface TelemetryOptions {
  /** `service.name`: the program. */
  readonly service: string;
  /** `service.instance.id`: this process, among all that ever ran. */
  readonly instance: string;
  /** What is said to the collector with each call, where the environment does not say it itself. */
  readonly headers?: string;
  /** Told when something cannot be sent. */
  readonly tell: (problem: string) => void;
}

/** How much is told of a problem; the rest is a stack. */
const MOST_TOLD = 200;

/**
 * Starts OpenTelemetry's SDK for this process, which reads where it sends to and how from the environment (the
 * variables OTEL_…). There can be one at a time.
 */
export const startTelemetry = ({ service, instance, headers, tell }: TelemetryOptions): Telemetry => {
  // The SDK knows no secret in a file.
  if (headers) process.env.OTEL_EXPORTER_OTLP_HEADERS = headers;
  const sdk = startNodeSdk({
    logLevel: 'none',
    // What it would detect by itself names the user and the command line of the process.
    resourceDetectors: [],
    resourceAttributes: {
      'service.namespace': 'cauce',
      'service.name': service,
      'service.instance.id': instance,
    },
    // Our lines of log go the way that those of every program go.
    logRecordProcessors: [],
  });
  const say = (problem: string): void => tell(`telemetry: ${problem.slice(0, MOST_TOLD)}`);
  const quiet = (): void => {};
  diag.setLogger(
    { error: say, warn: say, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return new OpenTelemetry(async () => {
    await sdk.shutdown().catch((error) => say(String(error)));
    for (const api of [trace, metrics, context, diag]) api.disable();
  });
};
