import { Importer, type MappedLine, type Mapping, mapFile } from '@cauce/ingestion';
import { addDays, derivedId, type InstantText, instantOfMs, msOf, startOfDay } from '@cauce/kernel';
import type { VirtualClock } from '@cauce/runtime';
import { countLog, type LogCounts } from './counts.ts';
import { type Line, play } from './run.ts';
import { stage } from './staged-rows.ts';

export interface SimulateRequest {
  readonly path: string;
  readonly mapping: Mapping;
  /** First and last day, both included, in the portfolio's zone. */
  readonly from: string;
  readonly to: string;
  readonly onProgress?: (now: InstantText) => void;
}

export interface SimulateReport extends LogCounts {
  readonly rejected: number;
  readonly seconds: number;
}

/** Business time at which a simulation begins and ends. */
export const spanOf = (
  from: string,
  to: string,
  zone: string,
): { from: InstantText; until: InstantText } => ({
  from: startOfDay(from, zone),
  until: instantOfMs(msOf(startOfDay(addDays(to, 1), zone)) - 1),
});

/** All lines of a file under a mapping, and the zone of its first portfolio. */
export const readStaged = async (
  path: string,
  mapping: Mapping,
): Promise<{ lines: MappedLine[]; zone: string }> => {
  const lines: MappedLine[] = [];
  for await (const line of mapFile(path, mapping)) lines.push(line);
  const zone = lines.flatMap(({ rows }) => rows)[0]?.portfolio.zone ?? 'UTC';
  return { lines, zone };
};

/** Plays a file through the whole line in business time. */
export const simulate = async (
  host: Line,
  clock: VirtualClock,
  lines: readonly MappedLine[],
  zone: string,
  { path, mapping, from, to, onProgress }: SimulateRequest,
): Promise<SimulateReport> => {
  const { core } = host.folder;
  const started = core.monotonic.ms();
  const span = spanOf(from, to, zone);
  const importId = derivedId('simulation', mapping.name, from, to, path.split('/').at(-1) ?? '');
  const cause = { actor: 'policy:simulation', causationId: importId, correlationId: importId } as const;
  const importer = new Importer(core, importId, cause);
  const rejects = lines.filter((line) => line.rejects.length > 0);
  if (rejects.length > 0) await importer.apply(rejects);
  const rows = stage(lines, zone, span.from).filter(({ at }) => at <= span.until);
  await play({ host, clock, importer, rows, until: span.until, ...(onProgress ? { onProgress } : {}) });
  const counts = await countLog(core.store);
  return { ...counts, rejected: rejects.length, seconds: Math.round(core.monotonic.ms() - started) / 1000 };
};
