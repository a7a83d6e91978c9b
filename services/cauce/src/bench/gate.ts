import { adjudicate, type Facts, type Proposal } from '@cauce/domain';
import { instantOfMs } from '@cauce/kernel';
import { loadPacks } from '@cauce/rule-packs';
import { type Bench, median, rounded } from './figure.ts';
import { colombianRules } from './gate-baseline.ts';
import { stopwatch } from './measure.ts';

const HISTORY = 200;
const HOUR_MS = 3_600_000;
const BEGIN_MS = Date.parse('2026-01-01T15:00:00.000Z');
/** Instants at which the contact is proposed: hours of some weeks after the history, one after the other. */
const INSTANTS = 1_000;
const SECONDS = 2;
const CHANNELS = ['email', 'sms', 'whatsapp'] as const;

/** A person with some past contacts, one every twelve hours. */
const factsIn = (country: string, zone: string): Facts => ({
  zones: [zone],
  country,
  regions: [],
  portfolio: { jurisdiction: country, collector: 'third_party', debtKind: 'consumer' },
  history: Array.from({ length: HISTORY }, (_, n) => ({
    at: instantOfMs(BEGIN_MS + n * 12 * HOUR_MS),
    channel: CHANNELS[n % CHANNELS.length] ?? 'email',
    direction: 'out',
    outcome: 'sent',
    creditorId: 'creditor',
    debtIds: [`debt-${n % 3}`],
  })),
});

const proposals: readonly Proposal[] = Array.from({ length: INSTANTS }, (_, n) => ({
  at: instantOfMs(BEGIN_MS + HISTORY * 12 * HOUR_MS + n * HOUR_MS),
  channel: 'email',
  debtId: 'debt-1',
  creditorId: 'creditor',
  content: { opt_out_notice: true },
}));

/** How often a second a decision is made, over all proposals in turn, and the processor time that each takes. */
const paceOf = async (decide: (proposal: Proposal) => unknown) => {
  const spent = stopwatch();
  let decisions = 0;
  while (spent().seconds < SECONDS) {
    for (const proposal of proposals) await decide(proposal);
    decisions += proposals.length;
  }
  const { seconds, cpuSeconds } = spent();
  return { rate: decisions / seconds, cpuMicros: (cpuSeconds * 1_000_000) / decisions };
};

type Pace = Awaited<ReturnType<typeof paceOf>>;

const middle = (paces: readonly Pace[], of: keyof Pace): number => median(paces.map((pace) => pace[of]));

/**
 * Decisions per second on one core, every rule of every pack that applies evaluated, on a folded history; beside the
 * same rules written for `json-rules-engine`. Both must allow and refuse the same contacts.
 */
export const gateBench: Bench = async ({ runs = 3 }) => {
  const packs = loadPacks();
  const colombia = factsIn('CO', 'America/Bogota');
  const decide = (facts: Facts) => (proposal: Proposal) => adjudicate(packs, facts, proposal);
  const baseline = colombianRules(colombia);
  for (const proposal of proposals) {
    const allowed = decide(colombia)(proposal).decision === 'allow';
    if ((await baseline(proposal)) !== allowed)
      throw new Error(`the baseline decides otherwise at ${proposal.at}`);
  }
  const ours: Pace[] = [];
  const theirs: Pace[] = [];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await paceOf(decide(colombia)));
    theirs.push(await paceOf(baseline));
  }
  const american = await paceOf(decide(factsIn('US', 'America/New_York')));
  const spent = stopwatch();
  const folds = 2_000;
  for (let fold = 0; fold < folds; fold += 1) {
    const [first] = proposals;
    if (first) decide({ ...colombia, history: [...colombia.history] })(first);
  }
  const folding = folds / spent().seconds;
  return {
    name: 'gate',
    value: rounded(middle(ours, 'rate')),
    unit: 'decisions/s (Colombia and what holds everywhere)',
    baseline: rounded(middle(theirs, 'rate')),
    ratio: rounded(middle(ours, 'rate') / middle(theirs, 'rate')),
    target: '≥ 50,000; ratio ≥ 20',
    history: HISTORY,
    cpuMicrosPerDecision: rounded(middle(ours, 'cpuMicros')),
    baselineCpuMicros: rounded(middle(theirs, 'cpuMicros')),
    cpuRatio: rounded(middle(theirs, 'cpuMicros') / middle(ours, 'cpuMicros')),
    unitedStatesPerSecond: rounded(american.rate),
    withNewHistoryPerSecond: rounded(folding),
    runs,
  };
};
