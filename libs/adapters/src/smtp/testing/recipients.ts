import type { SendGatewayHarness } from '@cauce/ports/contract';
import type { Fate } from '../../sandbox/fate.ts';
import { FATE_CODES } from '../fate.ts';

const ana = (prefix: string, fate: Fate) => ({ to: `${prefix}ana@example.invalid`, code: FATE_CODES[fate] });

/** What the contract suite needs to know of e-mail. */
export const MAIL_RECIPIENTS: Pick<SendGatewayHarness, 'from' | 'recipients'> = {
  from: 'avisos@agencia.invalid',
  recipients: {
    good: ana('', 'delivered'),
    refused: ana('reject.', 'rejected'),
    deferred: ana('defer.', 'deferred'),
    hardBounce: ana('bounce.', 'bounced-hard'),
    softBounce: ana('soft.', 'bounced-soft'),
  },
};
