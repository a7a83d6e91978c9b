import { done, type SendGateway, UnavailableError } from '@cauce/ports';
import { manyTurns } from '@cauce/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelWorkOptions, channelWork } from './channel-work.ts';
import { ReceiptPump } from './receipt-pump.ts';
import { openChannel } from './testing/rig.ts';

type Rig = Awaited<ReturnType<typeof openChannel>>;
let rig: Rig;
const works: ReturnType<typeof channelWork>[] = [];
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(async () => {
  await Promise.all(works.splice(0).map((one) => one.stop()));
  await rig.close();
});

const service: ChannelWorkOptions['service'] = {
  stir: async () => 2,
  settle: async () => {},
  problems: () => [],
  stop: async () => {},
};

/** A sender among others of its channel. */
const start = async (owner: string, gateway: SendGateway = rig.gateway) => {
  const { core } = rig;
  const receipts = new ReceiptPump(core, gateway);
  const work = channelWork({ core, service, gateway, receipts, owner, tell: () => {} });
  works.push(work);
  await manyTurns();
  return work;
};

/** The gateway, but for some things. */
const otherwise = (other: Partial<SendGateway>): SendGateway => ({
  name: rig.gateway.name,
  channel: rig.gateway.channel,
  abilities: rig.gateway.abilities,
  reach: () => rig.gateway.reach(),
  quote: () => rig.gateway.quote(),
  send: (message) => rig.gateway.send(message),
  lookUp: (messageId) => rig.gateway.lookUp(messageId),
  receipts: (after, limit) => rig.gateway.receipts(after, limit),
  close: () => rig.gateway.close(),
  ...other,
});

const sent = async (): Promise<void> => {
  expect(await rig.started().whenCleared(await rig.clear())).toEqual(done);
};

describe('the work of a channel', () => {
  it('has receipts heard by one of its senders', async () => {
    const one = await start('one');
    const two = await start('two');
    await sent();
    expect(await two.stir()).toBe(2);
    expect(await one.stir()).toBe(3);
    expect(await rig.standing()).toMatchObject({ status: 'delivered' });
  });

  it('has them heard by each where the provider pushes them', async () => {
    const pushing = otherwise({ abilities: { ...rig.gateway.abilities, pushesReceipts: true } });
    await start('one', pushing);
    const two = await start('two', pushing);
    await sent();
    expect(await two.stir()).toBe(3);
    expect(await two.stir()).toBe(2);
  });

  it('stands on the provider', async () => {
    const work = await start('one');
    const [provider] = work.probes ?? [];
    await provider?.ask();
    rig.gateway.setAway(true);
    await expect(provider?.ask()).rejects.toThrow(UnavailableError);
  });

  it('keeps no timer waiting for a provider that cannot be asked', async () => {
    let fired = 0;
    const { core } = rig;
    const away = otherwise({ receipts: () => Promise.reject(new Error('away')) });
    const timers = {
      ...service,
      stir: async () => {
        fired += 1;
        return 1;
      },
    };
    const receipts = new ReceiptPump(core, away);
    works.push(channelWork({ core, service: timers, gateway: away, receipts, owner: 'one', tell: () => {} }));
    await manyTurns();
    await expect(works[0]?.stir()).rejects.toThrow('away');
    expect(fired).toBe(1);
  });
});
