import { HttpDesk } from '@cauce/adapters/sandbox';
import { openReferences, SmppGateway } from '@cauce/adapters/smpp';
import { SmtpGateway } from '@cauce/adapters/smtp';
import { asksToStop } from '@cauce/domain';
import type { SendGateway } from '@cauce/ports';
import type { ProgramConfig } from '../config/index.ts';
import type { Core } from './core.ts';

type ChannelConfig = ProgramConfig<'outbound-channel'>['channel'];

/** How the SMTP server is spoken to, and who one is there. */
const smtpAccess = ({ smtpTls, smtpCa, smtpUsername, smtpPassword }: ChannelConfig) => ({
  ...(smtpTls === 'off' ? {} : { tls: smtpTls }),
  ...(smtpCa === undefined ? {} : { ca: smtpCa }),
  ...(smtpUsername === undefined || smtpPassword === undefined
    ? {}
    : { login: { username: smtpUsername, password: smtpPassword } }),
});

/** The way to the provider of a sender's channel. */
export const openGateway = async (
  { readModels, monotonic, clock }: Core,
  config: ChannelConfig,
): Promise<SendGateway> => {
  const { channel, provider, desk: deskUrl, atOnce, tariff, systemId = '', password = '' } = config;
  const { hostname: host, port } = new URL(`tcp://${provider[0]}`);
  const desk = deskUrl === undefined ? undefined : new HttpDesk(deskUrl);
  const server = { host, port: Number(port), clock };
  if (channel === 'email')
    return new SmtpGateway({
      ...server,
      ...smtpAccess(config),
      monotonic,
      ...(atOnce ? { connections: atOnce } : {}),
      ...(desk ? { desk } : {}),
    });
  return new SmppGateway({
    ...server,
    tls: config.smppTls,
    ...(config.smppCa === undefined ? {} : { ca: config.smppCa }),
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
