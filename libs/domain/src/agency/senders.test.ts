import { SenderAssigned } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { idOf } from '../testing/samples.ts';
import { senderFor, senders } from './senders.ts';

const creditorId = idOf('creditor');
const assigned = (country: string | null, address: string, name: string | null = null) =>
  ({ creditorId, country, channel: 'sms', name, address }) as const;
const assign = (...args: Parameters<typeof assigned>) => ({
  kind: 'assign-sender' as const,
  ...assigned(...args),
});

describe("a creditor's senders", () => {
  it('are said once, and again where they change', () => {
    const after = given(senders)
      .when(assign('CO', 'ANDES-CO'))
      .gives(SenderAssigned.make(assigned('CO', 'ANDES-CO')));
    after.when(assign('CO', 'ANDES-CO')).changesNothing();
    after
      .when(assign('CO', 'ANDES-CO', 'Andes'))
      .gives(SenderAssigned.make(assigned('CO', 'ANDES-CO', 'Andes')));
  });

  it('are those of the country, else those of everywhere, and of their channel only', () => {
    const { state } = given(senders)
      .when(assign('CO', 'ANDES-CO'))
      .gives(SenderAssigned.make(assigned('CO', 'ANDES-CO')))
      .when(assign(null, 'ANDES'))
      .gives(SenderAssigned.make(assigned(null, 'ANDES')));
    expect(senderFor(state, 'sms', 'CO')?.address).toBe('ANDES-CO');
    expect(senderFor(state, 'sms', 'PE')?.address).toBe('ANDES');
    expect(senderFor(state, 'email', 'CO')).toBeNull();
  });
});
