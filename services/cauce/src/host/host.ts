import { type MailSandbox, SmtpGateway, startMailSandbox } from '@cauce/adapters/smtp';
import type { SendGateway } from '@cauce/ports';
import { Reporting } from '@cauce/reporting';
import { loadPacks } from '@cauce/rule-packs';
import type { Folder } from './folder.ts';
import { Services } from './services.ts';
import { setUp } from './setup.ts';

/** The whole line over one folder: mail sandbox, six services, read models. */
export interface Host {
  readonly folder: Folder;
  readonly services: Services;
  readonly reporting: Reporting;
  readonly sandbox: MailSandbox;
  /** Everything handled, and the read models with it. */
  settle(): Promise<void>;
  /** Stops the services, then what they stand on; the folder stays open. */
  stop(): Promise<void>;
}

/** Starts every service over an opened folder; `through` stands between the channel and its gateway. */
export const startHost = async (
  folder: Folder,
  through: (gateway: SendGateway) => SendGateway = (gateway) => gateway,
): Promise<Host> => {
  const { core, dir, installation } = folder;
  const { clock } = core;
  await setUp(folder);
  const sandbox = await startMailSandbox({ dir, clock });
  const gateway = new SmtpGateway({ host: '127.0.0.1', port: sandbox.port, desk: sandbox.mailbox, clock });
  const reporting = new Reporting(core);
  await reporting.start();
  const services = await Services.start(core, loadPacks(), through(gateway), installation.sender);
  return {
    folder,
    services,
    reporting,
    sandbox,
    settle: async () => {
      await services.settle();
      await reporting.caughtUp();
    },
    stop: async () => {
      await services.stop();
      await reporting.close();
      await gateway.close();
      await sandbox.close();
    },
  };
};
