import { DisputeReceived, DisputeResolved } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { expect, it } from '@jest/globals';
import { debtorId, debtPlaced, idOf } from '../testing/samples.ts';
import { debt } from './debt.ts';

const disputeId = idOf('dispute');
const receivedAt = '2026-03-05T15:00:00.000Z';
const data = { debtId: idOf('debt'), debtorId, disputeId };
const dispute = { kind: 'dispute', disputeId, receivedAt, text: 'No es mía' } as const;
const resolve = { kind: 'resolve-dispute', disputeId } as const;

it('a dispute stands from when it was received until it is resolved', () => {
  const disputed = given(debt, debtPlaced())
    .when(dispute)
    .gives(
      DisputeReceived.make(data, {
        effectiveAt: receivedAt,
        personal: [{ subject: debtorId, fields: { text: 'No es mía' } }],
      }),
    );
  expect(disputed.state?.disputes).toEqual([{ disputeId, receivedAt }]);
  const over = disputed.when(resolve).gives(DisputeResolved.make(data));
  expect(over.state?.disputes).toEqual([]);
  over.when(resolve).changesNothing();
});

it('a debt that is disputed is not disputed once more', () => {
  given(debt, debtPlaced())
    .when({ ...dispute, text: null })
    .gives(DisputeReceived.make(data, { effectiveAt: receivedAt }))
    .when({ ...dispute, disputeId: idOf('another') })
    .changesNothing();
});

it('an earlier dispute counts besides a later one, which may yet be to come', () => {
  const early = { ...dispute, disputeId: idOf('early'), receivedAt: '2026-03-01T15:00:00.000Z' };
  const { state } = given(debt, debtPlaced()).when(dispute).after.when(early).after;
  expect(state?.disputes.map((one) => one.disputeId)).toEqual([disputeId, idOf('early')]);
});
