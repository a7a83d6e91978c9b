import { PROGRAMS, type ProgramName } from '@cauce/runtime/config';

/** Where every program says whether it is well; `probes.test.ts` asks them. */
export const LIVE = '/health/live';
export const READY = '/health/ready';

/** Port on which a program answers whether it is well; null for what is no program that goes on. */
export const portOf = (program: string, env: Readonly<Record<string, string>>): number | null => {
  if (!Object.hasOwn(PROGRAMS, program)) return null;
  const { port } = PROGRAMS[program as ProgramName].process.settings;
  return port.read(env[port.name] ?? String(port.fallback));
};
