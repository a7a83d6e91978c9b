import { type Attempt, contact } from '@cauce/domain';
import { instantOfMs, instantText, msOf, type Uuid } from '@cauce/kernel';
import { done, type Outcome, type SendGateway, type SendOutcome } from '@cauce/ports';
import type { Cause, Core } from '@cauce/runtime';
import { AttemptStarter } from './attempt-starter.ts';
import { Calls, type Order } from './calls.ts';
import type { Composer } from './composer.ts';
import type { RateLimit } from './rate-limit.ts';

/** How long after a provider could not be asked about an attempt it is asked again. */
const ASK_AGAIN_MS = 60_000;

/** Takes cleared contacts to the provider, each at most once. */
export class ChannelSender {
  private readonly calls: Calls;
  private readonly starter: AttemptStarter;
  private readonly stopping = new AbortController();

  constructor(
    private readonly core: Core,
    private readonly gateway: SendGateway,
    private readonly composer: Composer,
    private readonly rate: RateLimit | null = null,
  ) {
    this.calls = new Calls(core, gateway);
    this.starter = new AttemptStarter(core, gateway, composer);
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
    if (!(await this.mayStart())) return this.putOff();
    const order = await this.starter.start(debtorId, contactId, clearanceId, cause);
    return order ? this.call(debtorId, order, cause) : this.notStarted(debtorId, contactId, clearanceId);
  }

  /**
   * Takes up all that was put off of a contact, for which there is one timer: attempts without outcome are settled, then
   * a clearance that was not used is used.
   */
  async resume(debtorId: Uuid, contactId: Uuid, cause: Cause): Promise<Outcome> {
    const one = (await this.core.log.load(contact, debtorId))?.contacts.get(contactId);
    const open = one?.attempts.find(({ outcome }) => outcome === 'open');
    if (open) {
      const outcome = await this.settle(debtorId, contactId, open, cause);
      return outcome.kind === 'defer' ? outcome : this.resume(debtorId, contactId, cause);
    }
    return one?.clearance ? this.send(debtorId, contactId, one.clearance.clearanceId, cause) : done;
  }

  /** Waits for a provider that is away, and for its rate; false when this was stopped before. */
  private async mayStart(): Promise<boolean> {
    return (await this.calls.reached()) && (!this.rate || (await this.rate.take(this.stopping.signal)));
  }

  /**
   * Nothing was begun here. Where another process was faster, which may have died in the call since, the attempt is
   * looked at once more by whoever has the debtor by then: who was overtaken is not told of the clearance again.
   */
  private async notStarted(debtorId: Uuid, contactId: Uuid, clearanceId: Uuid): Promise<Outcome> {
    const one = (await this.core.log.load(contact, debtorId))?.contacts.get(contactId);
    const attempt = one?.attempts.find((each) => each.clearanceId === clearanceId);
    return attempt?.outcome === 'open' ? this.putOff() : done;
  }

  private putOff(): Outcome {
    return { kind: 'defer', until: instantText(this.core.clock.now()) };
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
