import type { SendGateway } from '@cauce/ports';
import { CORE, type Core } from '@cauce/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { ChannelSender } from './channel-sender.ts';
import { Composer, type Sender } from './composer.ts';
import { OutboundController } from './outbound.controller.ts';
import { type Rate, RateLimit } from './rate-limit.ts';
import { ReceiptPump } from './receipt-pump.ts';
import { CHANNEL } from './tokens.ts';

/** What a deployment of the service sends through, and as whom. */
export interface ChannelSetup {
  readonly gateway: SendGateway;
  readonly sender: Sender;
  /** What the provider takes from all replicas together; left out, whatever they give. */
  readonly rate?: Rate;
}

/** Sends cleared contacts through one channel. */
@Module({})
export class OutboundChannelModule {
  static register(core: Core, { gateway, sender, rate }: ChannelSetup): DynamicModule {
    const limit = rate ? new RateLimit(core, `${gateway.channel}:${gateway.name}`, rate) : null;
    return {
      module: OutboundChannelModule,
      controllers: [OutboundController],
      providers: [
        { provide: CORE, useValue: core },
        { provide: CHANNEL, useValue: gateway.channel },
        {
          provide: ChannelSender,
          useFactory: () => new ChannelSender(core, gateway, new Composer(core, sender), limit),
        },
        { provide: ReceiptPump, useFactory: () => new ReceiptPump(core, gateway) },
      ],
    };
  }
}
