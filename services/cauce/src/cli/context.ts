import { resolve } from 'node:path';
import { SystemClock, VirtualClock } from '@cauce/runtime';
import type { App } from '../host/app.ts';
import { startReporting } from '../host/app.ts';
import { type Folder, openFolder } from '../host/folder.ts';
import { savedNow } from '../simulate/run.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly data: string;
  readonly json?: boolean;
  readonly as?: string;
}

/** A folder opened by the command itself; its business time is where a simulation left it, or the machine's. */
export const openData = async (data: string): Promise<Folder> => {
  const dir = resolve(data);
  const clock = new SwitchableClock();
  const folder = await openFolder({ dir, clock, onFailure: tell });
  const now = await savedNow(folder.core);
  if (now) clock.follow(new VirtualClock(Temporal.Instant.from(now)));
  return folder;
};

/** Time of the machine until told otherwise: which one it is, is written in the folder. */
class SwitchableClock {
  private clock: SystemClock | VirtualClock = new SystemClock();

  follow(clock: VirtualClock): void {
    this.clock = clock;
  }

  now(): Temporal.Instant {
    return this.clock.now();
  }
}

const tell = (group: string, key: string, reason: string): void => {
  process.stderr.write(`${group} parked ${key}: ${reason.split('\n', 1)[0]}\n`);
};

/** Runs work on an opened folder and closes it, whatever happens. */
export const withApp = async <T>(options: GlobalOptions, work: (app: App) => Promise<T>): Promise<T> => {
  const folder = await openData(options.data);
  try {
    const reporting = await startReporting(folder);
    try {
      return await work({ folder, reporting, actor: `principal:${options.as ?? 'local'}` });
    } finally {
      await reporting.close();
    }
  } finally {
    await folder.close();
  }
};
