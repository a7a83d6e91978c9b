import { type SendGatewayHarness, sendGatewayContract } from '@cauce/ports/contract';
import type { SmtpGateway } from './gateway.ts';
import { MAIL_RECIPIENTS } from './testing/recipients.ts';
import { LOGIN, type MailRig, openMailRig } from './testing/rig.ts';

const over = (rig: MailRig, gateway: SmtpGateway): SendGatewayHarness => ({
  gateway,
  ...MAIL_RECIPIENTS,
  deliveries: async (messageId) => rig.mailbox.deliveries(messageId),
  goAway: () => rig.line.close(),
  comeBack: async () => void (await rig.line.open()),
  loseNextAnswer: (taken) => rig.line.loseNextAnswer(taken),
  close: () => rig.close(),
});

sendGatewayContract('smtp', async () => {
  const rig = await openMailRig();
  return over(rig, rig.gateway());
});

for (const begins of ['starttls', 'implicit'] as const)
  sendGatewayContract(`smtp-${begins}`, async () => {
    const rig = await openMailRig(begins, { account: LOGIN });
    return over(rig, rig.gateway({ login: LOGIN }));
  });
