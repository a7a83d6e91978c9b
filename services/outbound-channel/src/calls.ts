import { type InstantText, instantText, msOf, type Uuid } from '@cauce/kernel';
import { type OutboundMessage, type SendGateway, type SendOutcome, UnavailableError } from '@cauce/ports';
import type { Core } from '@cauce/runtime';

/** The call to the provider starts within this of `AttemptStarted`, or is not made (guarantee 2). */
const START_WITHIN_MS = 5_000;
/** How long after a provider did not answer it is tried again. */
const AWAY_MS = 1_000;
/** Calls that are begun for one attempt, when of those before certainly nothing left the machine. */
const MOST_TRIES = 3;

export interface Order {
  readonly contactId: Uuid;
  readonly attemptId: Uuid;
  readonly startedAt: InstantText;
  readonly message: OutboundMessage;
}

/**
 * The calls of this process to the provider. Each attempt is called for once, however often it is asked for, and its
 * outcome is known until it is written down: nobody else can know it, so nobody else can settle it as well.
 */
export class Calls {
  private readonly outcomes = new Map<Uuid, Promise<SendOutcome>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly core: Pick<Core, 'clock' | 'monotonic'>,
    private readonly gateway: SendGateway,
  ) {}

  /** Nothing waits for the provider any more. */
  stop(): void {
    this.stopping.abort();
  }

  /** Waits until the provider answers; false when this was stopped, or it is no longer wanted, before. */
  async reached(wanted: () => boolean = () => true): Promise<boolean> {
    const { signal } = this.stopping;
    while (!signal.aborted && wanted()) {
      try {
        await this.gateway.reach();
        return true;
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        await this.core.monotonic.wait(AWAY_MS, signal);
      }
    }
    return false;
  }

  /** The outcome of an attempt that this process made or is making; undefined of any other. */
  outcomeOf(attemptId: Uuid): Promise<SendOutcome> | undefined {
    return this.outcomes.get(attemptId);
  }

  /** Makes the call of an attempt. */
  async make(order: Order): Promise<SendOutcome> {
    const { attemptId } = order;
    try {
      return await this.outcomes.getOrInsertComputed(attemptId, () => this.call(order));
    } catch (error) {
      this.forget(attemptId);
      throw error;
    }
  }

  /** The outcome is written down. */
  forget(attemptId: Uuid): void {
    this.outcomes.delete(attemptId);
  }

  private async call({ startedAt, message }: Order): Promise<SendOutcome> {
    const isInTime = (): boolean =>
      msOf(instantText(this.core.clock.now())) - msOf(startedAt) <= START_WITHIN_MS;
    let outcome: SendOutcome = { kind: 'not-sent', code: 'STARTED_TOO_LATE' };
    for (let tries = 0; tries < MOST_TRIES && isInTime(); tries += 1) {
      outcome = await this.gateway.send(message);
      if (outcome.kind === 'unknown') return (await this.lookedUp(message)) ?? outcome;
      if (outcome.kind !== 'not-sent' || !(await this.reached(isInTime))) return outcome;
    }
    return outcome;
  }

  /** A provider whose answer was lost may still say that it has the message; that it has it not says nothing. */
  private async lookedUp({ messageId }: OutboundMessage): Promise<SendOutcome | null> {
    if (!this.gateway.abilities.looksUp) return null;
    const found = await this.gateway.lookUp(messageId).catch(() => null);
    return found && { kind: 'accepted', providerId: found.providerId };
  }
}
