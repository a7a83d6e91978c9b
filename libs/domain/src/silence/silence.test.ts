import { describe, expect, it } from '@jest/globals';
import { standard } from '../strategy/strategy.ts';
import { debtOf, idOf, stated } from '../testing/samples.ts';
import { noTreatment, stepKey, type Treatment } from '../treatment/state.ts';
import type { Fate } from './fate.ts';
import { SILENCE_REASONS } from './reasons.ts';
import { type SilenceFacts, silenceOf } from './silence.ts';
import { SILENCE_WORDS } from './words.ts';

const ID = idOf('debt');
const BOGOTA = 'America/Bogota';
/** D+1 of the sample's debt, which is due on 10 March, 09:30 in Bogotá; and D+7. */
const FIRST = '2026-03-11T14:30:00.000Z';
const SECOND = '2026-03-17T14:30:00.000Z';

/** A debt in a segment, of which some steps were taken or skipped. */
const worked = (...steps: string[]): Treatment => ({
  ...noTreatment,
  segments: { [ID]: ['early_arrears'] },
  handled: new Set(steps.map((step) => stepKey({ debtId: ID, step, anchor: stated.dueDate }))),
});

const fate = (state: Fate['state'], told: Partial<Fate> = {}): Fate => ({
  state,
  step: 'D+1',
  contactId: idOf('contact'),
  requestId: idOf('request'),
  attemptId: null,
  attempts: 0,
  since: FIRST,
  until: null,
  decision: null,
  ...told,
});

const at = (now: string, told: Partial<SilenceFacts> = {}) =>
  silenceOf({
    now,
    debt: debtOf(),
    erased: false,
    deceased: false,
    parked: false,
    treatment: worked('D-3', 'D+1'),
    fate: null,
    strategy: standard,
    zones: [BOGOTA],
    ...told,
  });

const NOON = '2026-03-11T17:00:00.000Z';
const LATER = '2026-03-13T17:00:00.000Z';

describe('why nothing is sent about a debt', () => {
  it('says the most lasting reason first', () => {
    const held = debtOf('debt', { holds: [idOf('hold')] });
    const all = { fate: fate('refused'), parked: true, erased: true, deceased: true };
    expect(at(NOON, { ...all, debt: null })).toMatchObject({ reason: 'not_placed', next: null });
    for (const ended of ['paid', 'recalled', 'withdrawn'] as const)
      expect(at(NOON, { ...all, debt: { ...held, ended } })).toMatchObject({ reason: ended, next: null });
    expect(at(NOON, { ...all, debt: held })).toMatchObject({ reason: 'erased' });
    const kept = { ...all, debt: held, erased: false };
    expect(at(NOON, kept)).toMatchObject({ reason: 'deceased', next: null });
    expect(at(NOON, { ...kept, deceased: false })).toMatchObject({ reason: 'held', next: null });
  });

  it('says when the next step is planned', () => {
    const fresh = { treatment: worked('D-3') };
    expect(at('2026-03-10T17:00:00.000Z', fresh)).toMatchObject({
      reason: 'no_step_due',
      next: FIRST,
      nextStep: 'D+1',
    });
    expect(at('2026-03-11T05:00:00.000Z', fresh)).toMatchObject({ reason: 'before_hour', next: FIRST });
    expect(at(FIRST, fresh)).toMatchObject({ reason: 'awaiting_request', next: FIRST, nextStep: 'D+1' });
    const last = worked('D-3', 'D+1', 'D+7', 'D+15', 'D+30');
    expect(at('2026-05-01T12:00:00.000Z', { treatment: last })).toMatchObject({
      reason: 'no_step_due',
      next: null,
      nextStep: null,
    });
  });

  it('says a contact on its own day, and on later days that no step is due', () => {
    const sent = { fate: fate('contacted') };
    expect(at(NOON, sent)).toMatchObject({ reason: 'already_contacted', step: 'D+1', next: SECOND });
    expect(at('2026-03-12T04:59:59.999Z', sent)).toMatchObject({ reason: 'already_contacted' });
    expect(at('2026-03-12T05:00:00.000Z', sent)).toMatchObject({ reason: 'no_step_due', since: FIRST });
  });

  it('waits for the step in hand, whatever the day brings', () => {
    const until = '2026-03-17T20:00:00.000Z';
    expect(at('2026-03-17T10:00:00.000Z', { fate: fate('deferred', { until }) })).toMatchObject({
      reason: 'deferred',
      next: until,
    });
    expect(at(NOON, { fate: fate('awaiting_clearance') })).toMatchObject({
      reason: 'awaiting_clearance',
      next: NOON,
    });
  });

  it.each([
    'refused',
    'no_address',
    'missing_tag',
    'unapproved_template',
    'unknown_attempt',
    'bounced',
    'cancelled',
    'superseded',
  ] as const)('keeps %s in mind until the day of the next step', (state) => {
    expect(at(LATER, { fate: fate(state) })).toMatchObject({ reason: state, next: SECOND });
    expect(at('2026-03-17T10:00:00.000Z', { fate: fate(state) })).toMatchObject({ reason: 'before_hour' });
  });

  it('says that the work stands still only where there is work', () => {
    expect(at(NOON, { parked: true, fate: fate('contacted') })).toMatchObject({
      reason: 'already_contacted',
    });
    expect(at(NOON, { parked: true, fate: fate('awaiting_clearance') })).toMatchObject({ reason: 'parked' });
    expect(at(FIRST, { parked: true, treatment: worked('D-3') })).toMatchObject({ reason: 'parked' });
  });

  it('says that no strategy works a debt in no segment', () => {
    expect(at(NOON, { treatment: noTreatment })).toMatchObject({ reason: 'awaiting_segment', next: NOON });
  });

  it('has words for every reason of its list, each its own', () => {
    expect(Object.keys(SILENCE_WORDS).sort()).toEqual([...SILENCE_REASONS].sort());
    for (const language of ['es', 'en'] as const) {
      const words = SILENCE_REASONS.map((reason) => SILENCE_WORDS[reason][language]);
      expect(new Set(words).size).toBe(words.length);
    }
  });
});
