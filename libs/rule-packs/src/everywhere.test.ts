import { adjudicate, type Facts, type MarkKind, type Proposal, type Standing } from '@cauce/domain';
import { expect, it } from '@jest/globals';
import { loadPacks } from './load.ts';

const packs = loadPacks();

/** What holds everywhere against an SMS on a Wednesday noon in Mexico, whose law says nothing of what the person asked for. */
const judge = (standing: Standing, told: Partial<Proposal> = {}) => {
  const facts: Facts = {
    zones: ['America/Mexico_City'],
    country: 'MX',
    regions: [],
    portfolio: { jurisdiction: 'MX', collector: 'third_party', debtKind: 'consumer' },
    history: [],
    standing,
  };
  const proposal: Proposal = {
    at: '2026-05-06T18:00:00.000Z',
    channel: 'sms',
    debtId: 'd',
    creditorId: 'c',
    address: { id: 'phone', kind: 'mobile' },
    ...told,
  };
  const { rules } = adjudicate(packs, facts, proposal);
  const ours = rules.filter(({ pack, outcome }) => pack === 'ZZ' && /defer|block/.test(outcome));
  return ours.map(({ reason }) => reason);
};

it.each<[string, Standing, string | undefined]>([
  ['nothing', {}, undefined],
  ['no SMS', { marks: [{ kind: 'medium_opt_out', channels: ['sms'] }] }, 'MEDIUM_OPT_OUT'],
  ['no calls', { marks: [{ kind: 'medium_opt_out', channels: ['call'] }] }, undefined],
  ['not here', { marks: [{ kind: 'address_opt_out', addressId: 'phone' }] }, 'ADDRESS_OPT_OUT'],
  ['not there', { marks: [{ kind: 'address_opt_out', addressId: 'another' }] }, undefined],
  ['it is not me', { marks: [{ kind: 'wrong_number', addressId: 'phone' }] }, 'WRONG_NUMBER'],
  ['nothing more', { marks: [{ kind: 'cease' }] }, 'CEASE_COMMUNICATION'],
  ['ask my attorney', { marks: [{ kind: 'attorney' }] }, 'ATTORNEY'],
  ['by e-mail', { authorisedChannels: ['email'] }, 'UNAUTHORISED_CHANNEL'],
  ['not at work', { marks: [{ kind: 'inconvenient_place', place: 'work' }] }, undefined],
  [
    'not while I work',
    { marks: ['inconvenient_place', 'at_place'].map((kind) => ({ kind: kind as MarkKind, place: 'work' })) },
    'INCONVENIENT_PLACE',
  ],
  [
    'not at noon',
    { inconvenient: [{ days: ['wed'], from: '12:00', to: '14:00' }] },
    'CONSUMER_INCONVENIENT_TIME',
  ],
])('whoever says "%s" is heard where the law says nothing', (_words, standing, reason) => {
  expect(judge(standing)).toEqual(reason ? [reason] : []);
});

it.each([
  ['email', 'email_work'],
  ['call', 'work_phone'],
] as const)('whoever says "not at work" is not reached there by %s', (channel, kind) => {
  const standing: Standing = { marks: [{ kind: 'inconvenient_place', place: 'work' }] };
  expect(judge(standing, { channel, address: { kind } })).toEqual(['INCONVENIENT_PLACE']);
});

it('a minor is not contacted', () => {
  expect(judge({}, { person: 'minor' })).toEqual(['VULNERABLE_PERSON']);
});

it('what the law requires is said all the same', () => {
  const optedOut: Standing = { marks: [{ kind: 'medium_opt_out', channels: ['sms'] }] };
  expect(judge(optedOut, { purpose: 'legally_required' })).toEqual([]);
});
