import { HttpDesk } from '@cauce/adapters/sandbox';
import { openReferences, SmppGateway } from '@cauce/adapters/smpp';
import { SmtpGateway } from '@cauce/adapters/smtp';
import { asksToStop } from '@cauce/domain';
import type { SendGateway } from '@cauce/ports';
import type { ProgramConfig } from '../config/index.ts';
import type { Core } from './core.ts';

/** The way to the provider of a sender's channel. */
export const openGateway = async (
  { readModels, monotonic, clock }: Core,
  {
    channel,
    provider,
    desk: deskUrl,
    atOnce,
    tariff,
    systemId = '',
    password = '',
  }: ProgramConfig<'outbound-channel'>['channel'],
): Promise<SendGateway> => {
  const { hostname: host, port } = new URL(`tcp://${provider[0]}`);
  const desk = deskUrl === undefined ? undefined : new HttpDesk(deskUrl);
  const server = { host, port: Number(port), clock };
  if (channel === 'email')
    return new SmtpGateway({
      ...server,
      ...(atOnce ? { connections: atOnce } : {}),
      ...(desk ? { desk } : {}),
    });
  return new SmppGateway({
    ...server,
    systemId,
    password,
    monotonic,
    tariff,
    hears: asksToStop,
    ...(atOnce ? { window: atOnce } : {}),
    references: await openReferences(readModels, 'smpp'),
    ...(desk ? { lookUp: (messageId: string) => desk.lookUp(messageId) } : {}),
  });
};
