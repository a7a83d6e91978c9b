import type { WrittenChannel } from '@cauce/domain';
import type { SendGateway } from '@cauce/ports';
import { Reporting } from '@cauce/reporting';
import { ownPacks } from '@cauce/rule-packs';
import type { Folder } from './folder.ts';
import { type Providers, startProviders } from './providers.ts';
import { Services } from './services.ts';
import { channelSettings } from './settings.ts';
import { setUp } from './setup.ts';
import { strategyOf } from './strategy.ts';

/** The whole line over one folder: sandboxes, six services (one sender for each channel), read models. */
export interface Host {
  readonly folder: Folder;
  readonly services: Services;
  readonly reporting: Reporting;
  readonly sandboxes: Providers['sandboxes'];
  /** Everything handled, and the read models with it. */
  settle(): Promise<void>;
  /** Stops the services, then what they stand on; the folder stays open. */
  stop(): Promise<void>;
}

/** Starts every service over an opened folder; `through` stands between each channel and its gateway. */
export const startHost = async (
  folder: Folder,
  through: (gateway: SendGateway) => SendGateway = (gateway) => gateway,
): Promise<Host> => {
  const { core, installation } = folder;
  await setUp(folder);
  const settings = channelSettings();
  const providers = await startProviders(folder, settings);
  const reporting = new Reporting(core);
  await reporting.start();
  const channels = (['email', 'sms'] satisfies WrittenChannel[]).map((channel) => ({
    gateway: through(providers.gateways[channel]),
    sender: installation.senders[channel],
    ...(settings.rates[channel] ? { rate: settings.rates[channel] } : {}),
  }));
  const services = await Services.start(core, ownPacks(), channels, await strategyOf(core));
  return {
    folder,
    services,
    reporting,
    sandboxes: providers.sandboxes,
    settle: async () => {
      await services.settle();
      await reporting.caughtUp();
    },
    stop: async () => {
      await services.stop();
      await reporting.close();
      await providers.close();
    },
  };
};
