export { startTelemetry, type TelemetryOptions } from './start.ts';
