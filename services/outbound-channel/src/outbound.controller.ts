import type { ContactCleared, EventOf, RecordedEvent } from '@cauce/contracts';
import type { Outcome } from '@cauce/ports';
import { causedBy } from '@cauce/runtime';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { ChannelSender } from './channel-sender.ts';
import { CHANNEL } from './tokens.ts';

/** Name of the service: its consumer group, with the channel. */
export const OUTBOUND_CHANNEL = 'outbound-channel';

/** Sends what the gate clears for this deployment's channel. */
@Controller()
export class OutboundController {
  constructor(
    @Inject(ChannelSender) private readonly sender: ChannelSender,
    @Inject(CHANNEL) private readonly channel: string,
  ) {}

  @EventPattern('ContactCleared')
  async whenCleared(event: RecordedEvent & EventOf<typeof ContactCleared>): Promise<Outcome> {
    const { debtorId, contactId, clearanceId, channel } = event.data;
    if (channel !== this.channel) return { kind: 'done' };
    return this.sender.send(debtorId, contactId, clearanceId, causedBy(event, OUTBOUND_CHANNEL));
  }
}
