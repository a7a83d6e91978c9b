import { LogBus, type LogBusOptions } from '@cauce/adapters/log-bus';
import { type KeyVault, noTelemetry, type Telemetry } from '@cauce/ports';
import { EventLog } from '../log/event-log.ts';
import { Sealer } from '../log/sealer.ts';
import { shownPorts } from '../telemetry/shown-ports.ts';
import type { Core } from './core.ts';

/** The ports of one process, as its adapters open them, and the times and ids that it goes by. */
export interface EmbeddedParts
  extends Pick<
      Core,
      | 'store'
      | 'readModels'
      | 'dueIndex'
      | 'leases'
      | 'checkpoints'
      | 'ledger'
      | 'clock'
      | 'monotonic'
      | 'ids'
    >,
    Pick<LogBusOptions, 'onFailure' | 'parkedMessages'> {
  readonly keyVault: KeyVault;
  /** Events whose states are kept for the next load; left out, as many as the log thinks fit. */
  readonly kept?: number;
  readonly telemetry?: Telemetry;
}

/** The core of the embedded profile: its bus is the log itself. */
export const openEmbeddedCore = async ({
  keyVault,
  parkedMessages,
  onFailure,
  kept,
  telemetry = noTelemetry,
  ...parts
}: EmbeddedParts): Promise<Core> => {
  const { checkpoints, readModels, leases, ledger, clock, monotonic, ids } = parts;
  const { store, dueIndex } = shownPorts({ ...parts, telemetry, system: 'sqlite' });
  const bus = await LogBus.open({
    store,
    checkpoints,
    parkedMessages,
    monotonic,
    ...(onFailure ? { onFailure } : {}),
  });
  const log = new EventLog(store, new Sealer(keyVault), clock, { telemetry, ...(kept ? { kept } : {}) });
  return {
    log,
    store,
    bus,
    readModels,
    dueIndex,
    leases,
    checkpoints,
    vault: keyVault,
    ledger,
    clock,
    monotonic,
    ids,
    alone: true,
    telemetry,
  };
};
