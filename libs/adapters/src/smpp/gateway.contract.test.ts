import { type FatedRecipient, sendGatewayContract } from '@cauce/ports/contract';
import type { Fate } from '../sandbox/fate.ts';
import { SMS_CODES } from './mailbox.ts';
import { openSmsRig } from './testing/rig.ts';

const ana = (lastDigits: string, fate: Fate): FatedRecipient => ({
  to: `+57300123${lastDigits}`,
  code: SMS_CODES[fate],
});

sendGatewayContract('smpp', async () => {
  const rig = await openSmsRig();
  return {
    gateway: rig.gateway(),
    from: 'CAUCE',
    recipients: {
      good: ana('4567', 'delivered'),
      refused: ana('9990', 'rejected'),
      deferred: ana('9991', 'deferred'),
      hardBounce: ana('9992', 'bounced-hard'),
      softBounce: ana('9993', 'bounced-soft'),
    },
    deliveries: async (messageId) => rig.mailbox().deliveries(messageId),
    goAway: () => rig.line.close(),
    comeBack: async () => void (await rig.line.open()),
    loseNextAnswer: (taken) => rig.line.loseNextAnswer(taken),
    close: () => rig.close(),
  };
});
