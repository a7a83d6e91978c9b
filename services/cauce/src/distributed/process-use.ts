import { readFile } from 'node:fs/promises';

/** What the machine says of a process; null where it does not tell. */
const told = (pid: number | undefined, file: string): Promise<string | null> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => null);

/** Processor time of a process so far, in seconds; null where the machine does not tell. */
export const cpuSecondsOf = async (pid: number | undefined): Promise<number | null> => {
  const stat = await told(pid, 'stat');
  // What follows the name in parentheses; fields 14 and 15 of all are user and system time in ticks of 10 ms.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null;
};

/** Memory of a process, in MiB. */
export interface Memory {
  /** Its own, and of what it shares with others its part. */
  readonly pss: number;
  /** Its own, and all of what it shares. */
  readonly rss: number;
}

/** Memory of a process; null where the machine does not tell. */
export const memoryOf = async (pid: number): Promise<Memory | null> => {
  const text = await told(pid, 'smaps_rollup');
  const mib = (name: string): number =>
    Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text ?? '')?.[1]) / 1_024;
  return text === null ? null : { pss: mib('Pss'), rss: mib('Rss') };
};
