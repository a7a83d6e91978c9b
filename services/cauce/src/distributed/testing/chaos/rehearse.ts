import { mkdirSync } from 'node:fs';
import { standard, standardSms } from '@cauce/domain';
import { breaches, type EndState } from '../../../crash/end-state.ts';
import { openServers } from '../outages.ts';
import { type Play, playDistributed, playEmbedded, WEEK } from '../profiles.ts';
import { exemptIn, logBreaches, unknownAttempts } from './aftermath.ts';
import { Striker, type Struck } from './striker.ts';
import { REPLICAS, SESSION_MS, strikesOf } from './strikes.ts';

const STRATEGIES = { email: standard, sms: standardSms };

export interface ChaosRequest {
  /** The channel that the portfolio is worked by. */
  readonly channel: keyof typeof STRATEGIES;
  readonly kills: number;
  readonly seed: number;
  readonly debtors: number;
  readonly days: number;
  /** Folder of the run's own. */
  readonly place: string;
  readonly tell: (struck: Struck) => void;
}

export interface ChaosReport {
  readonly struck: readonly Struck[];
  readonly calm: EndState;
  readonly disturbed: EndState;
  /** Attempts of which nobody knows in the end. */
  readonly unknown: number;
  readonly breaches: readonly string[];
}

/** Plays a portfolio undisturbed, and under kills and pauses through all programs, and compares how they end. */
export const rehearse = async (request: ChaosRequest): Promise<ChaosReport> => {
  const { channel, kills, seed, debtors, days, place, tell } = request;
  mkdirSync(place, { recursive: true });
  const plan: Play = { ...WEEK, seed, debtors, days, strategy: STRATEGIES[channel] };
  const calm = await playEmbedded(place, plan);
  const { servers, kafka, route, close } = await openServers(place, 3);
  try {
    const strikes = strikesOf(kills, seed, channel);
    let striker: Striker | undefined;
    const there = await playDistributed(place, servers, {
      plan,
      route,
      replicas: REPLICAS,
      env: { CAUCE_KAFKA_SESSION_MS: String(SESSION_MS), CAUCE_SANDBOX_ANSWER_MS: '100' },
      meanwhile: async (system, played) => {
        striker = new Striker({ system, kafka, strikes, total: calm.events.length, tell });
        await striker.run(played);
      },
      disturbed: async () => (await striker?.disturbed()) ?? false,
    });
    const struck = striker?.struck ?? [];
    return {
      struck,
      calm: calm.state,
      disturbed: there.state,
      unknown: unknownAttempts(there.events).length,
      breaches: [
        ...breaches(calm.state, there.state, exemptIn(calm.events, there.events)),
        ...logBreaches(calm.events, there.events, struck),
        ...there.parked,
      ],
    };
  } finally {
    await close();
  }
};
