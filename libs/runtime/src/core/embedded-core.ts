import { LogBus, type LogBusOptions } from '@cauce/adapters/log-bus';
import type { KeyVault } from '@cauce/ports';
import { EventLog } from '../log/event-log.ts';
import { Sealer } from '../log/sealer.ts';
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
}

/** The core of the embedded profile: its bus is the log itself. */
export const openEmbeddedCore = async ({
  keyVault,
  parkedMessages,
  onFailure,
  kept,
  ...parts
}: EmbeddedParts): Promise<Core> => {
  const { store, checkpoints, readModels, dueIndex, leases, ledger, clock, monotonic, ids } = parts;
  const bus = await LogBus.open({
    store,
    checkpoints,
    parkedMessages,
    monotonic,
    ...(onFailure ? { onFailure } : {}),
  });
  const log = new EventLog(store, new Sealer(keyVault), clock, kept);
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
  };
};
