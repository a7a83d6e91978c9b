import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  adjudicate,
  type Channel,
  type CollectorType,
  type ContactOutcome,
  type Facts,
  type PastContact,
  type Proposal,
  type Purpose,
} from '@cauce/domain';
import { instantText } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { loadPacks } from './load.ts';

const FILE = fileURLToPath(new URL('../../../../shared/compliance/vectors.jsonl', import.meta.url));

interface VectorContact {
  at: string;
  channel: Channel;
  direction: 'in' | 'out';
  debt: string | string[];
  outcome: ContactOutcome;
  person?: string;
}

interface Vector {
  id: string;
  jurisdiction: string;
  given: {
    timezones: string[];
    history: VectorContact[];
    flags: {
      [name: string]: unknown;
      reading?: string;
      collector_type?: CollectorType;
      known_location_tz?: string;
    };
    debts?: { id: string; service_account?: string }[];
  };
  propose: {
    at: string;
    channel: Channel;
    debt: string;
    person?: string;
    purpose?: Purpose;
    address?: { kind?: string };
  };
  expect: { decision: string; reason: string; not_before: string | null };
}

const JURISDICTIONS = ['US', 'CO', 'MX', 'PE', 'CL'];

/** What the rules of hours, days, holidays and frequency answer with, and what they look at. */
const REASONS = new Set([
  'OK',
  'OK_EXCEPTION',
  'QUIET_HOURS',
  'DAY_NOT_ALLOWED',
  'FREQUENCY_CAP',
  'CALL_FREQUENCY_7IN7',
  'CONVERSATION_COOLDOWN',
  'CHANNEL_SWITCH',
  'MIN_GAP',
]);
const FLAGS = new Set(['reading', 'collector_type', 'known_location_tz', 'authorised_channels']);
const HISTORY_KEYS = new Set(['at', 'channel', 'direction', 'debt', 'outcome', 'person', 'number']);
const PROPOSAL_KEYS = new Set([
  'at',
  'channel',
  'debt',
  'person',
  'purpose',
  'number',
  'address',
  'content',
  'delivery_expected_at',
  'read_expected_at',
]);

/** Why a vector needs a kind of rule or a fact that these packs do not have; nothing when they have all. */
const uncovered = (vector: Vector): string | undefined => {
  const unknownIn = (known: ReadonlySet<string>, value: object) =>
    Object.keys(value).find((key) => !known.has(key));
  const flag = unknownIn(FLAGS, vector.given.flags);
  if (flag) return `flag ${flag}`;
  for (const past of vector.given.history) {
    const key = unknownIn(HISTORY_KEYS, past);
    if (key) return `history ${key}`;
  }
  const key = unknownIn(PROPOSAL_KEYS, vector.propose);
  if (key) return `proposal ${key}`;
  if (vector.given.history.some(({ outcome }) => outcome === 'learned_wrong_number')) return 'wrong numbers';
  if (vector.propose.address?.kind?.startsWith('landline')) return 'kind of address';
  return REASONS.has(vector.expect.reason) ? undefined : `reason ${vector.expect.reason}`;
};

const toInstant = (text: string) => instantText(Temporal.Instant.from(text));

const toFacts = ({ given, jurisdiction }: Vector, accountOf: (debt: string) => string): Facts => ({
  zones: given.flags.known_location_tz ? [given.flags.known_location_tz] : given.timezones,
  country: jurisdiction.slice(0, 2),
  regions: [jurisdiction],
  portfolio: {
    jurisdiction,
    collector: given.flags.collector_type ?? 'third_party',
    debtKind: 'consumer',
  },
  history: given.history.map(
    (past): PastContact => ({
      at: toInstant(past.at),
      channel: past.channel,
      direction: past.direction,
      outcome: past.outcome,
      creditorId: 'creditor',
      debtIds: [past.debt].flat().map(accountOf),
      ...(past.person === undefined ? {} : { person: past.person }),
    }),
  ),
});

const judge = (vector: Vector) => {
  const accountOf = (debt: string) =>
    vector.given.debts?.find(({ id }) => id === debt)?.service_account ?? debt;
  const { at, channel, debt, person, purpose } = vector.propose;
  const proposal: Proposal = {
    at: toInstant(at),
    channel,
    debtId: accountOf(debt),
    creditorId: 'creditor',
    ...(person === undefined ? {} : { person }),
    ...(purpose === undefined ? {} : { purpose }),
  };
  const { reading } = vector.given.flags;
  return adjudicate(loadPacks(undefined, reading ? [reading] : []), toFacts(vector, accountOf), proposal);
};

const vectors: Vector[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): Vector => JSON.parse(line))
      .filter(({ jurisdiction }) => JURISDICTIONS.includes(jurisdiction))
  : [];
const covered = vectors.filter((vector) => uncovered(vector) === undefined);

describe('the vectors of contact law', () => {
  if (covered.length === 0) {
    it.skip('are not beside this checkout (shared/compliance/vectors.jsonl)', () => {});
    return;
  }

  // The rest need kinds of rule or facts that no pack has: consent, content, third parties, disputes …
  describe(`${covered.length} of ${vectors.length} for ${JURISDICTIONS.join(', ')}`, () => {
    it.each(covered.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
      const { decision, notBefore, reasons } = judge(vector);
      const { not_before: expected, reason } = vector.expect;
      expect({ decision, notBefore }).toEqual({
        decision: vector.expect.decision,
        notBefore: expected === null ? null : toInstant(expected),
      });
      expect(reasons).toContain(reason);
    });
  });
});
