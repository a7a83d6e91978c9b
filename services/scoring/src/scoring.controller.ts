import type { RecordedEvent } from '@cauce/contracts';
import { contact, debt, portfolio, score } from '@cauce/domain';
import { instantText, localDate } from '@cauce/kernel';
import { done, type Outcome } from '@cauce/ports';
import { CORE, type Core, causedBy } from '@cauce/runtime';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';

/** Name of the service: its consumer group. */
export const SCORING = 'scoring';

/** Scores a debt anew when it moves to another segment, pays, or is restated. */
@Controller()
export class ScoringController {
  constructor(@Inject(CORE) private readonly core: Core) {}

  @EventPattern(['SegmentEntered', 'PaymentReceived', 'DebtRestated'])
  async whenDebtMoves(event: RecordedEvent<string, { debtId: string }>): Promise<Outcome> {
    const { log, clock } = this.core;
    await log.transact(causedBy(event, SCORING), async (unit) => {
      const scored = await unit.load(debt, event.data.debtId);
      if (!scored || scored.ended !== null) return;
      const [person, book] = await Promise.all([
        log.load(contact, scored.debtorId),
        log.load(portfolio, scored.portfolioId),
      ]);
      const reachable = person?.points.some((point) => point.valid) ?? false;
      const today = localDate(instantText(clock.now()), book?.zone ?? 'UTC');
      await unit.execute(score, scored.debtId, { debt: scored, reachable, today });
    });
    return done;
  }
}
