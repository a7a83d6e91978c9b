import { COMPLIANCE_GATE, ComplianceGateModule } from '@cauce/compliance-gate';
import { type Strategy, standard } from '@cauce/domain';
import {
  ChannelSender,
  type ChannelSetup,
  OutboundChannelModule,
  outboundGroup,
  ReceiptPump,
} from '@cauce/outbound-channel';
import type { PackFile } from '@cauce/rule-packs';
import { type Core, type RunningService, startService } from '@cauce/runtime';
import { SCORING, ScoringModule } from '@cauce/scoring';
import { SEGMENTATION, SEGMENTATION_PACE, SegmentationModule } from '@cauce/segmentation';
import type { INestMicroservice } from '@nestjs/common';

/** The services that react to the log, in one process. */
export class Services {
  private constructor(
    private readonly core: Core,
    private readonly running: readonly RunningService[],
    private readonly senders: readonly INestMicroservice[],
  ) {}

  /** Starts every service, the sender of each channel as one of its own. */
  static async start(
    core: Core,
    packs: readonly PackFile[],
    channels: readonly ChannelSetup[],
    strategy: Strategy = standard,
  ): Promise<Services> {
    const senders: RunningService[] = [];
    for (const channel of channels) {
      const group = outboundGroup(channel.gateway.channel);
      senders.push(await startService(core, group, OutboundChannelModule.register(core, channel)));
    }
    const running = [
      await startService(core, SEGMENTATION, SegmentationModule.register(core, strategy), SEGMENTATION_PACE),
      await startService(core, SCORING, ScoringModule.register(core)),
      await startService(core, COMPLIANCE_GATE, ComplianceGateModule.register(core, packs)),
      ...senders,
    ];
    return new Services(
      core,
      running,
      senders.map(({ app }) => app),
    );
  }

  /**
   * Takes in receipts and wakes what is due; how much there was. Throws at a standstill of the bus.
   */
  async stir(): Promise<number> {
    const receipts = await Promise.allSettled(this.senders.map((sender) => sender.get(ReceiptPump).pump()));
    const timers = await Promise.all(this.running.map(({ transport }) => transport.fireTimers()));
    // Said only now: a provider that cannot be asked keeps no timer waiting.
    const taken = receipts.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    const { standstill } = this.core.bus;
    if (standstill) throw standstill;
    return [...timers, ...taken].reduce((sum, one) => sum + one, 0);
  }

  /** Quiescence: everything on the log is handled, nothing is due, no receipt is outstanding. */
  async settle(): Promise<void> {
    for (;;) {
      await this.core.bus.idle();
      if ((await this.stir()) === 0) return;
    }
  }

  async stop(): Promise<void> {
    for (const sender of this.senders) sender.get(ChannelSender).stop();
    for (const { app } of this.running) await app.close();
  }
}
