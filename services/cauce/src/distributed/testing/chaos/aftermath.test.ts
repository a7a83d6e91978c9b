import type { RecordedEvent } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import { exemptIn, logBreaches } from './aftermath.ts';

const said = (type: string, contactId: string, debtorId = 'p1'): RecordedEvent =>
  ({
    type,
    stream: `contact-${debtorId}`,
    recordedAt: `2026-03-0${contactId.slice(1)}T14:00:00.000Z`,
    data: { contactId, debtorId, attemptId: contactId },
  }) as RecordedEvent;

/** Two contacts: the first bounces, so that the second is held. */
const calm = [
  said('ContactRequested', 'c1'),
  said('AttemptStarted', 'c1'),
  said('AttemptAccepted', 'c1'),
  said('ContactBounced', 'c1'),
  said('ContactRequested', 'c2'),
  said('ContactHeld', 'c2'),
];

/** The first was never sent, so that the second is tried at the same address. */
const unsure = [
  said('ContactRequested', 'c1'),
  said('AttemptStarted', 'c1'),
  said('AttemptUnknown', 'c1'),
  said('ContactRequested', 'c2'),
  said('AttemptStarted', 'c2'),
  said('AttemptAccepted', 'c2'),
];

const struck = [{ target: 'outbound-email-1', position: '0' }];
const reached = (events: readonly RecordedEvent[], undisturbed = calm): string[] =>
  logBreaches(undisturbed, events, struck).filter((words) => words.includes('reached'));

describe('what two runs need not agree on', () => {
  it('is a contact nobody knows of, and those after it where it would have bounced', () => {
    const { contacts, debtors, after } = exemptIn(calm, unsure);
    expect([[...contacts], [...debtors], [...after]]).toEqual([['c1'], ['p1'], ['c2']]);
    expect(reached(unsure)).toEqual([]);
  });

  it('is a contact after one that would have bounced, though nobody knows of it either', () => {
    const twice = [...unsure.slice(0, -1), said('AttemptUnknown', 'c2')];
    const { contacts, after } = exemptIn(calm, twice);
    expect([[...contacts], [...after]]).toEqual([['c1', 'c2'], ['c2']]);
  });

  it('is nothing after a contact that would not have bounced, or that is known', () => {
    const delivered = calm.filter(({ type }) => type !== 'ContactBounced');
    expect([...exemptIn(delivered, unsure).after]).toEqual([]);
    expect(reached(unsure, delivered)).toEqual(['debtor p1 on 2026-03-02: reached 1 times, not 0']);
    const known = unsure.filter(({ type }) => type !== 'AttemptUnknown');
    expect(exemptIn(calm, known).contacts.size + exemptIn(calm, known).after.size).toBe(0);
    expect(reached(known)).toEqual(['debtor p1 on 2026-03-02: reached 1 times, not 0']);
  });
});

describe('an attempt that nobody knows of', () => {
  const at = (position: string, type: string): RecordedEvent => ({
    ...said(type, 'c1'),
    position,
    data: { contactId: 'c1', debtorId: 'p1', attemptId: 'c1', channel: 'sms' },
  });
  const unknown = [at('1', 'AttemptStarted'), at('2', 'AttemptUnknown')];
  const words = (before?: string) => {
    const struck = [{ target: 'outbound-sms', position: '3', ...(before ? { before } : {}) }];
    return logBreaches([], unknown, struck).filter((one) => one.includes('unknown'));
  };

  it('is no breach where it was in flight when its provider fell, though its sender said so at once', () => {
    expect(words('1')).toEqual([]);
    expect(words('2')).toEqual(['attempt c1 is unknown, and was not in flight when its sender fell']);
    expect(words()).toEqual(['attempt c1 is unknown, and was not in flight when its sender fell']);
  });
});
