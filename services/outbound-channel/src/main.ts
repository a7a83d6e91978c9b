import 'reflect-metadata';
import { startService } from '@cauce/runtime';
import { openGateway, runProgram, serviceWork } from '@cauce/runtime/distributed';
import { channelWork } from './channel-work.ts';
import { ChannelSender, OutboundChannelModule, outboundGroup, ReceiptPump } from './index.ts';

await runProgram('outbound-channel', async ({ core, config, owner, tell }) => {
  const { channel, emailPerSecond, smsPerSecond } = config.channel;
  const { agency, from, smsFrom, optOut = `mailto:${from}?subject=BAJA` } = config.sender;
  const perSecond = channel === 'email' ? emailPerSecond : smsPerSecond;
  const gateway = await openGateway(core, config.channel);
  const module = OutboundChannelModule.register(core, {
    gateway,
    sender: { agency, optOut, address: channel === 'email' ? from : smsFrom },
    // At most a second's worth at once, and always one.
    ...(perSecond === undefined ? {} : { rate: { perSecond, burst: Math.max(1, perSecond) } }),
  });
  const { app, transport } = await startService(core, outboundGroup(channel), module, { channel });
  const service = serviceWork(core, { app, transport });
  return channelWork({
    core,
    service: {
      ...service,
      stop: async () => {
        app.get(ChannelSender).stop();
        await service.stop();
      },
    },
    gateway,
    receipts: app.get(ReceiptPump),
    owner,
    tell,
  });
});
