import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { standard, standardSms } from '@cauce/domain';
import { breaches, type EndState } from '../../../crash/end-state.ts';
import type { DrivenSystem } from '../../driven-system.ts';
import { memoryOf } from '../../process-use.ts';
import { noticed, openServers, type ServerName } from '../outages.ts';
import { type Play, playDistributed, playEmbedded, WEEK } from '../profiles.ts';
import { exemptIn, type Fallen, logBreaches } from './aftermath.ts';
import { AFTERMATH_MS } from './striker.ts';

export interface OutageRequest {
  readonly server: ServerName;
  readonly seconds: number;
  readonly seed: number;
  readonly debtors: number;
  readonly days: number;
  /** Folder of the run's own. */
  readonly place: string;
  readonly tell: (words: string) => void;
}

export interface OutageReport {
  readonly calm: EndState;
  readonly disturbed: EndState;
  /** The most memory that a program held before and in the end, in MiB. */
  readonly memory: { readonly before: number; readonly after: number };
  readonly breaches: readonly string[];
}

/** The most memory that a program holds, in MiB; 0 where the machine does not tell. */
const mostMemory = async (system: DrivenSystem): Promise<number> => {
  const held = await Promise.all([...system.processes().values()].map(memoryOf));
  return Math.round(Math.max(...held.map((memory) => memory?.rss ?? 0)));
};

/** Plays a portfolio while one server is away for some seconds, once messages go out, and compares how it ends. */
export const outlast = async (request: OutageRequest): Promise<OutageReport> => {
  const { server, seconds, seed, debtors, days, place, tell } = request;
  mkdirSync(place, { recursive: true });
  const plan: Play = {
    ...WEEK,
    seed,
    debtors,
    days,
    strategy: server === 'smpp' ? standardSms : standard,
  };
  const calm = await playEmbedded(place, plan);
  const { servers, outages, route, close } = await openServers(place, 1);
  const memory = { before: 0, after: 0 };
  const fallen: Fallen[] = [];
  try {
    const there = await playDistributed(place, servers, {
      plan,
      route,
      env: { CAUCE_SANDBOX_ANSWER_MS: '100' },
      meanwhile: async (system, played) => {
        while (system.taken() === 0) await sleep(10);
        memory.before = await mostMemory(system);
        const end = async () => String(await system.folder.core.store.end());
        const target = server === 'smtp' ? 'outbound-email' : server === 'smpp' ? 'outbound-sms' : null;
        const before = target ? await end() : '';
        await outages[server].away();
        const since = performance.now();
        await sleep(AFTERMATH_MS);
        // Where the provider falls the sender lives: it says at once that nobody knows of what it was sending.
        if (target) fallen.push({ target, before, position: await end() });
        await noticed(system, outages[server]);
        tell(`${server} is away, and every program that stands on it says so and lives`);
        await sleep(Math.max(0, seconds * 1_000 - (performance.now() - since)));
        await outages[server].back();
        await system.ready();
        tell(`${server} is back, and every program is ready`);
        await played;
        memory.after = await mostMemory(system);
      },
    });
    const ends = Object.entries(there.codes).filter(([, code]) => code !== 0);
    return {
      calm: calm.state,
      disturbed: there.state,
      memory,
      breaches: [
        ...breaches(calm.state, there.state, exemptIn(calm.events, there.events)),
        ...logBreaches(calm.events, there.events, fallen),
        ...there.parked,
        ...ends.map(([name, code]) => `${name} ended with ${code}`),
      ],
    };
  } finally {
    await close();
  }
};
