import { randomOf } from '../../../sample/random.ts';

/** Something that befalls a process or a broker once the log holds a share of the events of an undisturbed run. */
export interface Strike {
  readonly kind: 'kill' | 'pause';
  readonly target: string;
  readonly share: number;
  /** How long it is away, in milliseconds. */
  readonly awayMs: number;
}

/** Programs of which two processes share the work. */
export const REPLICAS = { 'compliance-gate': 2, 'outbound-email': 2, 'outbound-sms': 2 } as const;

const both = (program: keyof typeof REPLICAS): string[] => [`${program}-1`, `${program}-2`];
/** The relay runs in `ingestion`. */
const PROGRAMS = ['ingestion', 'segmentation', 'scoring', ...both('compliance-gate'), 'reporting', 'api'];
/** Who is paused: those that do something outside, and whose lease or share of the work others take over. */
const PAUSED = ['ingestion', 'reporting', ...both('compliance-gate')];

export const BROKERS: readonly string[] = ['kafka-1', 'kafka-2', 'kafka-3'];

/** Longer than leases (10 s) and the session of the groups (`SESSION_MS`), so that others take over. */
const LEAST_PAUSE_MS = 12_000;
const MOST_PAUSE_MS = 15_000;
export const SESSION_MS = 9_000;

/**
 * So many kills and, for each five of them, a pause, spread over a run as a seed has it, in order. Half of them befall
 * the senders of the channel that has the work.
 */
export const strikesOf = (kills: number, seed: number, channel: 'email' | 'sms'): Strike[] => {
  const random = randomOf(seed, 'chaos', channel);
  const senders = both(`outbound-${channel}`);
  const idle = both(channel === 'email' ? 'outbound-sms' : 'outbound-email');
  const share = (): number => 0.1 + 0.85 * random.next();
  const killed = Array.from({ length: kills }, (): Strike => {
    const at = share();
    const kind = random.next();
    const target =
      kind < 0.45 ? random.pick(senders) : random.pick(kind < 0.6 ? BROKERS : kind < 0.65 ? idle : PROGRAMS);
    return { kind: 'kill', share: at, target, awayMs: random.whole(0, 3_000) };
  });
  const paused = Array.from({ length: Math.ceil(kills / 5) }, (_, index): Strike => {
    const target = random.pick(index % 2 === 0 ? senders : PAUSED);
    return { kind: 'pause', share: share(), target, awayMs: random.whole(LEAST_PAUSE_MS, MOST_PAUSE_MS) };
  });
  return [...killed, ...paused].sort((one, other) => one.share - other.share);
};
