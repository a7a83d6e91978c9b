import { adjudicate, type Facts, type PastContact, type Proposal, type Standing } from '@cauce/domain';
import { instantOfMs } from '@cauce/kernel';
import { loadPacks } from '@cauce/rule-packs';
import { describe, expect, it } from '@jest/globals';
import { colombianRules } from './gate-baseline.ts';

const HOUR_MS = 3_600_000;
/** From a Wednesday on which a mail was sent to the Wednesday after, when it binds no more; the Monday is a holiday. */
const BEGIN_MS = Date.parse('2026-05-13T05:00:00.000Z');
const DAYS = 8;
const packs = loadPacks();

const history: readonly PastContact[] = [
  {
    at: '2026-05-13T15:00:00.000Z',
    channel: 'email',
    direction: 'out',
    outcome: 'sent',
    creditorId: 'creditor',
    debtIds: ['debt'],
  },
  {
    id: 'question',
    at: '2026-05-12T15:00:00.000Z',
    channel: 'sms',
    direction: 'in',
    outcome: 'received',
    creditorId: 'creditor',
    debtIds: ['debt'],
  },
];

const marked = (...marks: NonNullable<Standing['marks']>): Standing => ({ marks });

const STANDINGS: Readonly<Record<string, Standing>> = {
  nothing: {},
  'no more contact': marked({ kind: 'cease', since: '2026-05-20' }),
  'no more calls': marked({ kind: 'medium_opt_out', channels: ['ivr'] }),
  'another number': marked({ kind: 'wrong_number', addressId: 'other' }),
  'an attorney': marked({ kind: 'attorney', lastDay: '2026-05-19' }),
  'an attorney who consents': marked(
    { kind: 'attorney' },
    { kind: 'attorney_consents_or_unresponsive', since: '2026-05-19T17:00:00.000Z' },
  ),
  'not at work': marked({ kind: 'inconvenient_place', place: 'work' }),
  'not at home': marked(
    { kind: 'inconvenient_place', place: 'home' },
    { kind: 'at_place', place: 'home', lastDay: '2026-05-19' },
  ),
  'not at lunch': { inconvenient: [{ days: ['mon-fri'], from: '12:00', to: '14:00' }] },
  'agreed evenings': { agreed: [{ days: ['wed'], from: '19:00', to: '21:00', lastDay: '2026-05-20' }] },
  'letters only': { authorisedChannels: ['letter', 'email'] },
  'a session at lunch': {
    inconvenient: [{ days: ['tue', 'wed'], from: '12:00', to: '14:00' }],
    sessions: [{ channel: 'sms', from: '2026-05-19T17:00:00.000Z', to: '2026-05-19T18:00:00.000Z' }],
  },
};

const PROPOSALS: readonly Partial<Proposal>[] = [
  {},
  { channel: 'email' },
  { channel: 'visit' },
  { channel: 'call', address: { kind: 'work_phone', id: 'other' } },
  { answers: 'question' },
  { person: 'minor' },
  { person: 'guarantor:ANA' },
  { person: 'reference:LUIS' },
  { purpose: 'requested_information' },
  { purpose: 'legally_required' },
  { purpose: 'opt_out_confirmation', content: { only_confirmation: true } },
  { content: { asks_reason_for_default: true } },
];

describe('the rules of Colombia written for json-rules-engine', () => {
  it.each(Object.entries(STANDINGS))('allow what the gate allows, knowing %s', async (_name, standing) => {
    const facts: Facts = {
      zones: ['America/Bogota'],
      country: 'CO',
      regions: [],
      portfolio: { jurisdiction: 'CO', collector: 'third_party', debtKind: 'consumer' },
      history,
      standing,
    };
    const isAllowed = colombianRules(facts);
    const outcomes = { gate: [] as boolean[], rules: [] as boolean[] };
    for (const proposed of PROPOSALS) {
      for (let n = 0; n < DAYS * 24; n += 1) {
        const at = instantOfMs(BEGIN_MS + n * HOUR_MS);
        const proposal: Proposal = {
          at,
          channel: 'sms',
          debtId: 'debt',
          creditorId: 'creditor',
          ...proposed,
        };
        outcomes.gate.push(adjudicate(packs, facts, proposal).decision === 'allow');
        outcomes.rules.push(await isAllowed(proposal));
      }
    }
    expect(outcomes.rules).toEqual(outcomes.gate);
    expect(new Set(outcomes.gate).size).toBe(2);
  });
});
