import { type FatedRecipient, type SendGatewayHarness, sendGatewayContract } from '@cauce/ports/contract';
import { selfMadeCertificate } from '@cauce/testing/servers';
import type { Fate } from '../sandbox/fate.ts';
import { SMS_CODES } from './mailbox.ts';
import type { SmsSandboxOptions } from './sandbox.ts';
import { openSmsRig } from './testing/rig.ts';

const ana = (lastDigits: string, fate: Fate): FatedRecipient => ({
  to: `+57300123${lastDigits}`,
  code: SMS_CODES[fate],
});

const open = async (options: Partial<SmsSandboxOptions> = {}): Promise<SendGatewayHarness> => {
  const rig = await openSmsRig(options);
  return {
    gateway: rig.gateway({ hears: () => true }),
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
    writeBack: (from, text) => rig.writeBack(from, text),
    close: () => rig.close(),
  };
};

sendGatewayContract('smpp', () => open(), { replies: true });

const tls = await selfMadeCertificate();
sendGatewayContract('smpp-tls', () => open({ tls }), { replies: true });
