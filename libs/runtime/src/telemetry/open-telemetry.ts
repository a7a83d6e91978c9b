import { noTelemetry, type Telemetry } from '@cauce/ports';
import type { CoreConfig } from '../config/index.ts';

export interface ShownProcess {
  /** The program. */
  readonly service: string;
  /** This process, among all that ever ran. */
  readonly instance: string;
  /** Told when something cannot be sent. */
  readonly tell: (problem: string) => void;
}

/** Shows the work of this process where its settings name a collector; loads nothing for it otherwise. */
export const openTelemetry = async (
  { endpoint, headers }: CoreConfig['telemetry'],
  shown: ShownProcess,
): Promise<Telemetry> => {
  if (endpoint === undefined) return noTelemetry;
  const { startTelemetry } = await import('@cauce/adapters/opentelemetry');
  return startTelemetry({ ...shown, ...(headers ? { headers } : {}) });
};
