import type { ContactCleared, EventOf, RecordedEvent } from '@cauce/contracts';
import { derivedId } from '@cauce/kernel';
import type { Channel, DueEntry, Outcome } from '@cauce/ports';
import { type Cause, CORE, type Core, causedBy, TIMER } from '@cauce/runtime';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { ChannelSender } from './channel-sender.ts';
import { CHANNEL } from './tokens.ts';

/** Name of the service. */
const OUTBOUND_CHANNEL = 'outbound-channel';

/** The consumer group of a channel's deployment, and the owner of its timers. */
export const outboundGroup = (channel: Channel): string => `${OUTBOUND_CHANNEL}-${channel}`;

/** Sends what the gate clears for this deployment's channel. */
@Controller()
export class OutboundController {
  constructor(
    @Inject(CORE) private readonly core: Core,
    @Inject(ChannelSender) private readonly sender: ChannelSender,
    @Inject(CHANNEL) private readonly channel: Channel,
  ) {}

  @EventPattern('ContactCleared')
  async whenCleared(event: RecordedEvent & EventOf<typeof ContactCleared>): Promise<Outcome> {
    const { debtorId, contactId, clearanceId, channel } = event.data;
    if (channel !== this.channel) return { kind: 'done' };
    const cause = causedBy(event, OUTBOUND_CHANNEL);
    const outcome = await this.sender.send(debtorId, contactId, clearanceId, cause);
    if (outcome.kind !== 'defer') return outcome;
    const { revision } = event;
    const owner = outboundGroup(this.channel);
    const id = `${debtorId}-${contactId}`;
    await this.core.dueIndex.set([{ owner, id, key: debtorId, dueAt: outcome.until, revision }]);
    return outcome;
  }

  /** What was put off, because the provider could not be asked or its rate was used up, is taken up. */
  @EventPattern(TIMER)
  async whenDue(entry: DueEntry): Promise<Outcome> {
    const { owner, id, key: debtorId, dueAt, revision } = entry;
    const causationId = derivedId('timer', owner, id, dueAt);
    const cause: Cause = { actor: `policy:${OUTBOUND_CHANNEL}`, causationId, correlationId: causationId };
    const outcome = await this.sender.resume(debtorId, id.slice(37), cause);
    if (outcome.kind === 'defer') await this.core.dueIndex.set([{ ...entry, dueAt: outcome.until }]);
    else await this.core.dueIndex.remove(owner, id, revision);
    return outcome;
  }
}
