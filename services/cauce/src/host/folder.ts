import { randomUUID } from 'node:crypto';
import { openSqliteFolder, type FolderOptions as SqliteOptions } from '@cauce/adapters/sqlite';
import type { Clock } from '@cauce/ports';
import {
  type Core,
  Ids,
  openEmbeddedCore,
  openTelemetry,
  SystemMonotonic,
  seldom,
  telemetryConfigOf,
} from '@cauce/runtime';
import { resumeErasures } from './erasure/carry-out.ts';
import { type Installation, installationOf } from './installation.ts';

/** An opened data folder: the embedded profile's adapters as one core. */
export interface Folder {
  readonly dir: string;
  readonly core: Core;
  readonly installation: Installation;
  /** Says where this process can be reached, for whoever finds the folder held. */
  announce(api: string | null): void;
  close(): Promise<void>;
}

export interface FolderOptions {
  readonly dir: string;
  readonly clock: Clock;
  /** Told when a key parks itself, or a timer's work fails. */
  readonly onFailure?: (group: string, key: string, reason: string) => void;
  /** Keeps little in memory, as an import does well that meets most streams once only. */
  readonly lean?: boolean;
  /** Most pages of the log file, to rehearse a full disk. */
  readonly maxPages?: number;
}

/** What stands in a data folder, or in its place, cannot be worked with. */
export class FolderFaultError extends Error {
  readonly code = 'FOLDER_FAULT';

  constructor(dir: string, fault: unknown) {
    super(`the data folder ${dir} cannot be opened: ${fault instanceof Error ? fault.message : fault}`, {
      cause: fault,
    });
    this.name = 'FolderFaultError';
  }
}

/** Streams and events that a lean folder keeps in memory. */
const LEAN = 4_000;

const openPorts = async (dir: string, options: SqliteOptions) => {
  try {
    const installation = installationOf(dir);
    return {
      installation,
      ports: await openSqliteFolder(dir, options),
    };
  } catch (error) {
    // What SQLite and the file system say has no name of its own.
    throw error instanceof Error && error.name !== 'Error' ? error : new FolderFaultError(dir, error);
  }
};

/**
 * Opens a data folder for this process alone; makes what is missing and ends the erasures that were begun. Throws
 * FolderHeldError, FolderFaultError, InstallationSecretError, ConfigError.
 */
export const openFolder = async ({
  dir,
  clock,
  onFailure,
  lean = false,
  maxPages,
}: FolderOptions): Promise<Folder> => {
  const monotonic = new SystemMonotonic();
  const telemetry = await openTelemetry(telemetryConfigOf(process.env), {
    service: 'cauce',
    instance: randomUUID(),
    tell: seldom(monotonic, (problem) => process.emitWarning(problem)),
  });
  const kept = lean ? { kept: LEAN } : {};
  const options = { monotonic, ...kept, ...(maxPages ? { maxPages } : {}) };
  const { installation, ports } = await openPorts(dir, options).catch(async (error) => {
    await telemetry.close();
    throw error;
  });
  const ids = new Ids(installation.secret);
  const core = await openEmbeddedCore({
    ...ports,
    clock,
    monotonic,
    ids,
    ...kept,
    telemetry,
    ...(onFailure ? { onFailure } : {}),
  });
  const close = async (): Promise<void> => {
    await core.bus.close();
    await telemetry.close();
    await ports.close();
  };
  try {
    await resumeErasures(core, dir);
  } catch (error) {
    await close();
    throw error;
  }
  return { dir, core, installation, announce: ports.announce, close };
};
