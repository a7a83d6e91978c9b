import type { SendGateway } from '@cauce/ports';
import { type Core, Leased, type Work } from '@cauce/runtime';
import { ReceiptPump } from './receipt-pump.ts';

export interface ChannelWorkOptions {
  readonly core: Pick<Core, 'leases' | 'monotonic'>;
  /** What the service does beside receipts. */
  readonly service: Work;
  readonly gateway: SendGateway;
  readonly receipts: ReceiptPump;
  /** This process, among all replicas of the channel. */
  readonly owner: string;
  readonly tell: (problem: string) => void;
}

/**
 * The work of one sender among others of its channel: what is cleared is shared by the bus; what the provider says
 * later is heard by one of them, unless the provider says it to each.
 */
export const channelWork = ({ core, service, gateway, receipts, owner, tell }: ChannelWorkOptions): Work => {
  const { leases, monotonic } = core;
  const { channel, name, abilities } = gateway;
  const hearing = abilities.pushesReceipts
    ? null
    : new Leased({
        leases,
        monotonic,
        name: `receipts-${channel}-${name}`,
        owner,
        tell,
        begin: async () => ({ stop: async () => {} }),
      });
  const hears = (): boolean => hearing === null || hearing.held;
  return {
    ...service,
    probes: [{ name: 'provider', ask: () => gateway.reach() }],
    stir: async () => {
      const [taken] = await Promise.allSettled([hears() ? receipts.pump() : 0]);
      const fired = await service.stir();
      // Said only now: a provider that cannot be asked keeps no timer waiting.
      if (taken.status === 'rejected') throw taken.reason;
      return fired + taken.value;
    },
    stop: async () => {
      await service.stop();
      await hearing?.stop();
      await gateway.close();
    },
  };
};
