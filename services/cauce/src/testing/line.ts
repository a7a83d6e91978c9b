import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Strategy, standard } from '@cauce/domain';
import { loadMapping } from '@cauce/ingestion';
import { VirtualClock } from '@cauce/runtime';
import { type App, startReporting } from '../host/app.ts';
import { openFolder } from '../host/folder.ts';
import { type Host, startHost } from '../host/host.ts';
import { setUp } from '../host/setup.ts';
import { useStrategy } from '../host/strategy.ts';
import { beginSimulation } from '../simulate/begin.ts';
import { readStaged, simulate, spanOf } from '../simulate/simulate.ts';

export const ZONE = 'America/Bogota';

const places: string[] = [];

/** Removes every place that this test file made. */
export const removePlaces = (): void => {
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
};

/** A fresh place for a data folder, a ledger beside it, and files. */
export const freshPlace = (): { dir: string; file: (name: string, text: string) => string } => {
  const place = mkdtempSync(join(tmpdir(), 'cauce-line-'));
  places.push(place);
  return {
    dir: join(place, 'data'),
    file: (name, text) => {
      const path = join(place, name);
      writeFileSync(path, text);
      return path;
    },
  };
};

/** Plays a file of the mapping `cauce` through the whole line; the folder is closed afterwards. */
export const simulateFile = async (
  dir: string,
  path: string,
  from: string,
  to: string,
  strategy: Strategy = standard,
): Promise<void> => {
  const mapping = await loadMapping('cauce');
  const span = spanOf(from, to, ZONE);
  const clock = new VirtualClock(Temporal.Instant.from(span.from));
  const folder = await openFolder({ dir, clock });
  try {
    const name = { path, mapping: mapping.name, from, to, strategy: strategy.name, begin: span.from };
    await beginSimulation(folder.core, clock, name);
    await useStrategy(folder.core, strategy);
    const host = await startHost(folder);
    try {
      const { lines, zone } = await readStaged(path, mapping);
      await simulate(host, clock, lines, zone, { path, mapping, from, to });
    } finally {
      await host.stop();
    }
  } finally {
    await folder.close();
  }
};

/** The end of a day of the book. */
export const endOf = (date: string): string => spanOf(date, date, ZONE).until;

/** Works on a folder as a command does: alone, without services, at an instant. */
export const withApp = async <T>(
  { dir, now, as = 'local' }: { dir: string; now: string; as?: string },
  work: (app: App) => Promise<T>,
): Promise<T> => {
  const folder = await openFolder({ dir, clock: new VirtualClock(Temporal.Instant.from(now)) });
  try {
    const reporting = await startReporting(folder);
    try {
      return await work({ folder, reporting, actor: `principal:${as}` });
    } finally {
      await reporting.close();
    }
  } finally {
    await folder.close();
  }
};

/** Works on a fresh folder, set up, as one principal and as another. */
export const withTwo = (now: string, work: (one: App, two: App) => Promise<void>): Promise<void> =>
  withApp({ dir: freshPlace().dir, now, as: 'one' }, async (one) => {
    await setUp(one.folder);
    await work(one, { ...one, actor: 'principal:two' });
  });

/** Works on a folder with all its services. */
export const withHost = async <T>(
  { dir, now }: { dir: string; now: string },
  work: (host: Host, clock: VirtualClock) => Promise<T>,
): Promise<T> => {
  const clock = new VirtualClock(Temporal.Instant.from(now));
  const folder = await openFolder({ dir, clock });
  try {
    const host = await startHost(folder);
    try {
      return await work(host, clock);
    } finally {
      await host.stop();
    }
  } finally {
    await folder.close();
  }
};
