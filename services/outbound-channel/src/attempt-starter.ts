import {
  type ChannelReport,
  type Contact,
  type ContactPoint,
  contact,
  debt,
  type Person,
  portfolio,
} from '@cauce/domain';
import { derivedId, type InstantText, instantText, type Uuid } from '@cauce/kernel';
import { type OutboundMessage, type SendGateway, SubjectErasedError } from '@cauce/ports';
import type { Cause, Core, UnitOfWork } from '@cauce/runtime';
import type { Order } from './calls.ts';
import type { Composer, NotComposed, Spoken } from './composer.ts';
import { lastLook } from './last-look.ts';

interface Prepared {
  readonly command: ChannelReport;
  readonly order: Order | null;
}

const hold = (
  contactId: Uuid,
  reason: NotComposed['reason'] | 'NO_ADDRESS',
  detail: readonly string[],
): Prepared => ({
  command: { kind: 'hold', contactId, reason, detail },
  order: null,
});

/** Begins attempts: up to the order by which the provider is called. */
export class AttemptStarter {
  constructor(
    private readonly core: Core,
    private readonly gateway: SendGateway,
    private readonly composer: Composer,
  ) {}

  /** The last look and, if all still stands, `AttemptStarted`, appended on the heads that were looked at. */
  start(debtorId: Uuid, contactId: Uuid, clearanceId: Uuid, cause: Cause): Promise<Order | null> {
    return this.core.log.transact(cause, async (unit) => {
      const person = await unit.load(contact, debtorId);
      const cleared = person?.contacts.get(contactId);
      if (!person || cleared?.clearance?.clearanceId !== clearanceId) return null;
      const now = await this.timeOf(unit, debtorId);
      if (now >= cleared.clearance.expiresAt) {
        await unit.execute(contact, debtorId, { kind: 'expire', contactId, clearanceId });
        return null;
      }
      const { moved, point } = await lastLook(unit, person, cleared);
      if (moved !== null) {
        await unit.execute(contact, debtorId, { kind: 'revoke', contactId, clearanceId, moved });
        return null;
      }
      const [mayKnow, { command, order }] = await Promise.all([
        this.mayKnow(unit, debtorId),
        this.compose(unit, person, cleared, point, clearanceId, now),
      ]);
      if (mayKnow) {
        await unit.execute(contact, debtorId, command);
        return order;
      }
      const { creditorId, requestId, items } = cleared;
      const reason = 'ERASED';
      await unit.execute(contact, debtorId, {
        kind: 'cancel',
        contactId,
        creditorId,
        requestId,
        reason,
        items,
      });
      return null;
    });
  }

  /** Whether the person was not erased; what is sealed from here on is sealed under the key that there was now. */
  private async mayKnow(unit: UnitOfWork, debtorId: Uuid): Promise<boolean> {
    try {
      await unit.fetchKeys([debtorId]);
      return true;
    } catch (error) {
      if (error instanceof SubjectErasedError) return false;
      throw error;
    }
  }

  /** Business time, not before what is on the stream already: a clearance that was over once stays over. */
  private async timeOf(unit: UnitOfWork, debtorId: Uuid): Promise<InstantText> {
    const now = instantText(this.core.clock.now());
    const { recordedAt } = await unit.head(contact, debtorId);
    return recordedAt !== null && recordedAt > now ? recordedAt : now;
  }

  private async compose(
    unit: UnitOfWork,
    person: Person,
    cleared: Contact,
    point: ContactPoint | undefined,
    clearanceId: Uuid,
    now: string,
  ): Promise<Prepared> {
    const { contactId } = cleared;
    const spoken: Spoken[] = [];
    for (const item of cleared.items) {
      const one = await unit.load(debt, item.debtId);
      if (one) spoken.push({ item, debt: one });
    }
    const { state: book } = await unit.consult(portfolio, spoken[0]?.debt.portfolioId ?? '');
    if (!point || !book) return hold(contactId, 'NO_ADDRESS', []);
    const composed = await this.composer.compose(person, cleared, point, book, spoken);
    if (!composed.ok) return hold(contactId, composed.error.reason, composed.error.detail);
    const { template, texts, to, from } = composed.value;
    const { subject, text, html } = texts;
    const attemptId = derivedId('attempt', clearanceId);
    const messageId = `${attemptId}.${person.debtorId}`;
    const message: OutboundMessage = {
      messageId,
      from,
      to,
      subject,
      text,
      html,
      headers: this.composer.headers,
    };
    const command = {
      kind: 'start-attempt' as const,
      contactId,
      attemptId,
      clearanceId,
      pointId: point.pointId,
      gateway: this.gateway.name,
      messageId,
      template: template.name,
      templateVersion: String(template.version),
      items: spoken.map(({ item }) => item),
      text: { to, subject, text, html },
      from,
      ...this.gateway.quote(message),
    };
    return { command, order: { contactId, attemptId, startedAt: now, message } };
  }
}
