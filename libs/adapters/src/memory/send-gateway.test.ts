import { sendGatewayContract } from '@cauce/ports/contract';
import { MAIL_RECIPIENTS } from '../smtp/testing/recipients.ts';
import { MemoryGateway } from './send-gateway.ts';

sendGatewayContract('memory', async () => {
  const gateway = new MemoryGateway({
    clock: { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') },
  });
  return {
    gateway,
    ...MAIL_RECIPIENTS,
    deliveries: async (messageId) =>
      gateway.taken.filter((message) => message.messageId === messageId).length,
    goAway: async () => gateway.setAway(true),
    comeBack: async () => gateway.setAway(false),
    loseNextAnswer: (taken) => gateway.loseNextAnswer(taken),
    close: () => gateway.close(),
  };
});
