import { openReferences, SmppGateway, type SmsSandbox, startSmsSandbox } from '@cauce/adapters/smpp';
import { type MailSandbox, SmtpGateway, startMailSandbox } from '@cauce/adapters/smtp';
import { asksToStop, type WrittenChannel } from '@cauce/domain';
import type { SendGateway } from '@cauce/ports';
import type { Folder } from './folder.ts';
import type { ChannelSettings } from './settings.ts';

const HOST = '127.0.0.1';
/** The one client of the sandbox SMSC. */
const ACCOUNT = { systemId: 'cauce', password: 'cauce' };

/** A sandbox for each channel, and the gateway to it. */
export interface Providers {
  readonly sandboxes: { readonly email: MailSandbox; readonly sms: SmsSandbox };
  readonly gateways: Readonly<Record<WrittenChannel, SendGateway>>;
  close(): Promise<void>;
}

/** Starts the sandboxes of a folder, and connects to them. */
export const startProviders = async (
  { core, dir }: Pick<Folder, 'core' | 'dir'>,
  settings: ChannelSettings,
): Promise<Providers> => {
  const { clock, monotonic, readModels } = core;
  const pace = { monotonic, ...settings.pace };
  const references = await openReferences(readModels, 'smpp');
  const email = await startMailSandbox({ dir, clock, pace });
  const sms = await startSmsSandbox({ dir, clock, pace, account: ACCOUNT }).catch(async (error) => {
    await email.close();
    throw error;
  });
  const gateways = {
    email: new SmtpGateway({ host: HOST, port: email.port, desk: email.mailbox, clock }),
    sms: new SmppGateway({
      host: HOST,
      port: sms.port,
      ...ACCOUNT,
      references,
      monotonic,
      clock,
      lookUp: (messageId) => sms.mailbox.lookUp(messageId),
      tariff: settings.tariff,
      hears: asksToStop,
    }),
  };
  return {
    sandboxes: { email, sms },
    gateways,
    close: async () => {
      await Promise.all([gateways.email.close(), gateways.sms.close()]);
      await Promise.all([email.close(), sms.close()]);
    },
  };
};
