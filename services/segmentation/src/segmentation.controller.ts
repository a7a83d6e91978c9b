import type {
  ContactCancelled,
  ContactCleared,
  ContactDeferred,
  EventOf,
  RecordedEvent,
} from '@cauce/contracts';
import {
  creditorPriority,
  debt,
  PRIORITY,
  type ReplanItems,
  rankOf,
  replannedFor,
  treatment,
} from '@cauce/domain';
import { derivedId, type InstantText } from '@cauce/kernel';
import { type DueEntry, done, type Outcome } from '@cauce/ports';
import { type Cause, CORE, type Core, causedBy, RANK, TIMER } from '@cauce/runtime';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { SEGMENTATION, TreatmentWaker, treatmentKeyOf } from './treatment-waker.ts';

/** Facts about debts and answers of the gate wake the treatments that they concern. */
@Controller()
export class SegmentationController {
  constructor(
    @Inject(CORE) private readonly core: Core,
    @Inject(TreatmentWaker) private readonly waker: TreatmentWaker,
  ) {}

  @EventPattern([
    'DebtPlaced',
    'DebtRestated',
    'PaymentReceived',
    'PlacementEnded',
    'HoldPlaced',
    'HoldLifted',
  ])
  async whenDebtChanges(event: RecordedEvent<string, { debtId: string }>): Promise<Outcome> {
    const changed = await this.core.log.load(debt, event.data.debtId);
    if (!changed) return done;
    return this.waker.wake(changed, causedBy(event, SEGMENTATION), changed.debtId);
  }

  @EventPattern(['ContactCleared', 'ContactDeferred'])
  async whenItemsAreDeferred(
    event: RecordedEvent & EventOf<typeof ContactCleared | typeof ContactDeferred>,
  ): Promise<Outcome> {
    const { debtorId, creditorId, contactId, requestId, decision } = event.data;
    const deferred = decision.items.filter((item) => item.decision === 'defer');
    const lawfulFrom = latest(deferred.map((item) => item.notBefore));
    if (lawfulFrom === null) return done;
    const key = { debtorId, creditorId };
    const debtIds = deferred.map(({ debtId }) => debtId);
    const facts = await this.waker.factsOf(key, debtIds);
    if (facts === null) return done;
    const notBefore = replannedFor(lawfulFrom, facts.now, facts.strategy, facts.zones);
    const cause = causedBy(event, SEGMENTATION);
    await this.replan(cause, { ...key, contactId, requestId, notBefore, debtIds });
    return this.waker.wake(key, cause);
  }

  /** A contact is of use as long as the first of its items: what the others have to say goes on without it. */
  @EventPattern('ContactCancelled')
  async whenCancelled(event: RecordedEvent & EventOf<typeof ContactCancelled>): Promise<Outcome> {
    const { debtorId, creditorId, contactId, requestId, reason, items } = event.data;
    if (reason !== 'USE_OVER' || items.length < 2) return done;
    const key = { debtorId, creditorId };
    const cause = causedBy(event, SEGMENTATION);
    await this.replan(cause, {
      ...key,
      contactId,
      requestId,
      notBefore: event.recordedAt,
      debtIds: items.map(({ debtId }) => debtId),
    });
    return this.waker.wake(key, cause);
  }

  @EventPattern(TIMER)
  async whenDue(entry: DueEntry): Promise<Outcome> {
    const causationId = derivedId('timer', entry.owner, entry.id, entry.dueAt);
    const cause: Cause = { actor: `policy:${SEGMENTATION}`, causationId, correlationId: causationId };
    return this.waker.wake(treatmentKeyOf(entry.id), cause);
  }

  /** Contacts of one person that were planned for one instant are asked for in the agency's priority of creditors. */
  @MessagePattern(RANK)
  async rank({ id }: DueEntry): Promise<number> {
    return rankOf(await this.core.log.load(creditorPriority, PRIORITY), treatmentKeyOf(id).creditorId);
  }

  private async replan(cause: Cause, items: Omit<ReplanItems, 'kind'>): Promise<void> {
    const { debtorId, creditorId } = items;
    await this.core.log.transact(cause, (unit) =>
      unit.execute(treatment, `${debtorId}-${creditorId}`, { kind: 'replan', ...items }),
    );
  }
}

const latest = (instants: readonly (InstantText | null)[]): InstantText | null =>
  instants.reduce<InstantText | null>(
    (late, one) => (one !== null && (late === null || one > late) ? one : late),
    null,
  );
