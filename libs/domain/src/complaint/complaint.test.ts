import { ComplaintAnswered, ComplaintCorrected, ComplaintReceived } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { creditorId, debtorId, idOf } from '../testing/samples.ts';
import {
  type AnswerComplaint,
  type CorrectComplaint,
  complaint,
  type ReceiveComplaint,
} from './complaint.ts';

const complaintId = idOf('complaint');
const receive: ReceiveComplaint = {
  kind: 'receive',
  complaintId,
  debtorId,
  creditorId,
  debtIds: [idOf('debt')],
  regulator: 'CONDUSEF',
  dueOn: '2026-03-20',
  receivedAt: '2026-03-02T15:00:00.000Z',
  text: 'llamaron de noche',
};
const answer: AnswerComplaint = { kind: 'answer', answeredAt: '2026-03-10T15:00:00.000Z', text: null };
const received = ComplaintReceived.make(
  { complaintId, debtorId, creditorId, debtIds: [idOf('debt')], regulator: 'CONDUSEF', dueOn: '2026-03-20' },
  {
    effectiveAt: receive.receivedAt,
    personal: [{ subject: debtorId, fields: { text: 'llamaron de noche' } }],
  },
);
const correct: CorrectComplaint = {
  kind: 'correct',
  changes: { dueOn: '2026-03-27', debtIds: [idOf('debt'), idOf('other')], regulator: 'CONDUSEF' },
  reason: 'the letter says the 27th',
};
const corrected = ComplaintCorrected.make(
  {
    complaintId,
    debtorId,
    creditorId,
    changes: { dueOn: '2026-03-27', debtIds: [idOf('debt'), idOf('other')] },
  },
  { personal: [{ subject: debtorId, fields: { reason: 'the letter says the 27th' } }] },
);
const answered = ComplaintAnswered.make(
  { complaintId, debtorId, creditorId },
  { effectiveAt: answer.answeredAt },
);

describe('a complaint', () => {
  it('is received once, when it was received', () => {
    const after = given(complaint).when(receive).gives(received);
    expect(after.state).toMatchObject({ receivedAt: receive.receivedAt, answeredAt: null });
    after.when(receive).changesNothing();
  });

  it('is answered once, when it was answered', () => {
    given(complaint).when(answer).changesNothing();
    const after = given(complaint, received).when(answer).gives(answered);
    expect(after.state).toMatchObject({ answeredAt: answer.answeredAt });
    after.when({ ...answer, answeredAt: '2026-03-11T15:00:00.000Z' }).changesNothing();
  });

  it('is corrected where that says something new, and keeps the rest and its answer', () => {
    given(complaint).when(correct).changesNothing();
    const after = given(complaint, received, answered).when(correct).gives(corrected);
    expect(after.state).toMatchObject({
      regulator: 'CONDUSEF',
      dueOn: '2026-03-27',
      debtIds: [idOf('debt'), idOf('other')],
      receivedAt: receive.receivedAt,
      answeredAt: answer.answeredAt,
    });
    const same = { ...correct.changes, debtIds: [idOf('other'), idOf('debt')], regulator: 'CONDUSEF' };
    after.when({ ...correct, changes: same }).changesNothing();
    after.when({ ...correct, changes: {} }).changesNothing();
  });
});
