import { StorageFullError } from './event-store.ts';
import { UnavailableError } from './unavailable.ts';

/**
 * What keeps every message from being handled and is the fault of none: a disk without room, a server that does not
 * answer. The work is tried again until it is over.
 */
export type Standstill = StorageFullError | UnavailableError;

export const isStandstill = (error: unknown): error is Standstill =>
  error instanceof StorageFullError || error instanceof UnavailableError;
