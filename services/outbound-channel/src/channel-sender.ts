import {
  type Attempt,
  type ChannelReport,
  type Contact,
  type ContactPoint,
  contact,
  debt,
  type Person,
  portfolio,
} from '@cauce/domain';
import { derivedId, type InstantText, instantOfMs, instantText, msOf, type Uuid } from '@cauce/kernel';
import {
  done,
  type OutboundMessage,
  type Outcome,
  type SendGateway,
  type SendOutcome,
  SubjectErasedError,
} from '@cauce/ports';
import type { Cause, Core, UnitOfWork } from '@cauce/runtime';
import { Calls, type Order } from './calls.ts';
import type { Composer, NotComposed, Spoken } from './composer.ts';
import { lastLook } from './last-look.ts';
import type { RateLimit } from './rate-limit.ts';

/** How long after a provider could not be asked about an attempt it is asked again. */
const ASK_AGAIN_MS = 60_000;

/** Takes cleared contacts to the provider, each at most once. */
export class ChannelSender {
  private readonly calls: Calls;
  private readonly stopping = new AbortController();

  constructor(
    private readonly core: Core,
    private readonly gateway: SendGateway,
    private readonly composer: Composer,
    private readonly rate: RateLimit | null = null,
  ) {
    this.calls = new Calls(core, gateway);
  }

  /** Nothing waits for the provider or its rate any more: what did is taken up at the next start. */
  stop(): void {
    this.stopping.abort();
    this.calls.stop();
  }

  /** Sends what a clearance allows, or says why not; an attempt left open by a dead owner is settled first. */
  async send(debtorId: Uuid, contactId: Uuid, clearanceId: Uuid, cause: Cause): Promise<Outcome> {
    const person = await this.core.log.load(contact, debtorId);
    const before = person?.contacts.get(contactId);
    if (!person || !before) return { kind: 'park', reason: `contact ${contactId} does not exist` };
    const open = before.attempts.find((one) => one.clearanceId === clearanceId);
    if (open)
      return open.outcome === 'open' ? this.settle(debtorId, contactId, open, cause) : { kind: 'duplicate' };
    if (!(await this.mayStart())) return { kind: 'defer', until: instantText(this.core.clock.now()) };
    const order = await this.start(debtorId, contactId, clearanceId, cause);
    return order ? this.call(debtorId, order, cause) : done;
  }

  /** Takes up what was put off: an attempt without outcome is settled, a clearance that was not used is used. */
  async resume(debtorId: Uuid, contactId: Uuid, cause: Cause): Promise<Outcome> {
    const one = (await this.core.log.load(contact, debtorId))?.contacts.get(contactId);
    const open = one?.attempts.find(({ outcome }) => outcome === 'open');
    if (open) return this.settle(debtorId, contactId, open, cause);
    return one?.clearance
      ? this.send(debtorId, contactId, one.clearance.clearanceId, cause)
      : { kind: 'duplicate' };
  }

  /** Waits for a provider that is away, and for its rate; false when this was stopped before. */
  private async mayStart(): Promise<boolean> {
    return (await this.calls.reached()) && (!this.rate || (await this.rate.take(this.stopping.signal)));
  }

  /** The last look and, if all still stands, `AttemptStarted`, appended on the heads that were looked at. */
  private start(debtorId: Uuid, contactId: Uuid, clearanceId: Uuid, cause: Cause): Promise<Order | null> {
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

  private async call(debtorId: Uuid, order: Order, cause: Cause): Promise<Outcome> {
    await this.record(debtorId, order, await this.attempt(order), cause);
    this.calls.forget(order.attemptId);
    return done;
  }

  /** The call to the provider, or the outcome of the one that is made already. */
  private attempt(order: Order): Promise<SendOutcome> {
    const { channel } = this.gateway;
    const attributes = {
      'cauce.channel': channel,
      'cauce.contact.id': order.contactId,
      'cauce.attempt.id': order.attemptId,
    };
    return this.core.telemetry.span(`attempt ${channel}`, { kind: 'client', attributes }, async ({ set }) => {
      const outcome = await this.calls.make(order);
      set({ 'cauce.outcome': outcome.kind, ...('code' in outcome ? { 'cauce.code': outcome.code } : {}) });
      return outcome;
    });
  }

  private async record(
    debtorId: Uuid,
    { contactId, attemptId }: Pick<Order, 'contactId' | 'attemptId'>,
    outcome: SendOutcome,
    cause: Cause,
  ): Promise<void> {
    const key = { contactId, attemptId };
    const events = await this.core.log.transact(cause, (unit) => {
      switch (outcome.kind) {
        case 'accepted':
          return unit.execute(contact, debtorId, {
            kind: 'accepted',
            ...key,
            providerId: outcome.providerId,
          });
        case 'rejected':
          return unit.execute(contact, debtorId, {
            kind: 'rejected',
            ...key,
            permanent: outcome.permanent,
            code: outcome.code,
          });
        case 'not-sent':
          return unit.execute(contact, debtorId, { kind: 'not-made', ...key, code: outcome.code });
        case 'unknown':
          return unit.execute(contact, debtorId, { kind: 'unknown', ...key, code: outcome.code });
      }
    });
    if (events.length === 0) return;
    const labels = { 'cauce.channel': this.gateway.channel, 'cauce.outcome': outcome.kind };
    this.core.telemetry.count('cauce.attempts', labels);
  }

  /**
   * An attempt without outcome. Where this process makes the call, its outcome is waited for. Else the provider is
   * asked: it has it, so it is accepted. It has it not: where no other process is at work the owner is dead, nothing was
   * taken, and the same call is made if there is still time for it; elsewhere the owner may only sleep, and send it when
   * it wakes up, so that nobody knows. A provider that does not answer is asked again later; where none can be asked a
   * person must settle it.
   */
  private async settle(debtorId: Uuid, contactId: Uuid, attempt: Attempt, cause: Cause): Promise<Outcome> {
    const { attemptId, messageId, startedAt } = attempt;
    const key = { contactId, attemptId };
    const own = this.calls.outcomeOf(attemptId);
    const outcome = (await own) ?? (await this.lookedUp(messageId));
    if (outcome === 'not-asked')
      return { kind: 'defer', until: instantOfMs(msOf(instantText(this.core.clock.now())) + ASK_AGAIN_MS) };
    if (outcome) await this.record(debtorId, key, outcome, cause);
    else {
      const message = await this.composer.written(debtorId, this.gateway.channel, attempt);
      if (message) return this.call(debtorId, { ...key, startedAt, message }, cause);
      await this.record(debtorId, key, { kind: 'not-sent', code: 'TEXT_ERASED' }, cause);
    }
    if (own) this.calls.forget(attemptId);
    return done;
  }

  /** What the provider knows of a message whose owner left no outcome; null where it was certainly not sent. */
  private async lookedUp(messageId: string): Promise<SendOutcome | 'not-asked' | null> {
    const nobodyKnows = { kind: 'unknown', code: 'OWNER_GONE' } as const;
    if (!this.gateway.abilities.looksUp) return nobodyKnows;
    try {
      const found = await this.gateway.lookUp(messageId);
      if (found) return { kind: 'accepted', providerId: found.providerId };
      return this.core.alone ? null : nobodyKnows;
    } catch {
      return 'not-asked';
    }
  }
}

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
