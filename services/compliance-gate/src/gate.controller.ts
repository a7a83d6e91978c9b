import type { ContactRequested, EventOf, RecordedEvent } from '@cauce/contracts';
import {
  type Contact,
  type ContactItem,
  contact,
  creditorPriority,
  mayHaveArrived,
  PRIORITY,
  pointsFor,
  rankOf,
  retryAt,
} from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import { type DueEntry, done, type Outcome } from '@cauce/ports';
import { type Cause, CORE, type Core, causedBy, RANK, TIMER } from '@cauce/runtime';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { Gate, requestOf } from './gate.ts';

/** Name of the service: owner of its timers and consumer group. */
export const COMPLIANCE_GATE = 'compliance-gate';

/** Answers every request for a contact, and every wish to try one again. */
@Controller()
export class GateController {
  constructor(
    @Inject(CORE) private readonly core: Core,
    @Inject(Gate) private readonly gate: Gate,
  ) {}

  @EventPattern('ContactRequested')
  async whenRequested(event: RecordedEvent & EventOf<typeof ContactRequested>): Promise<Outcome> {
    const { debtorId, creditorId, contactId, channel, language, plannedFor, usefulUntil } = event.data;
    const requestId = event.id;
    return this.core.log.transact(causedBy(event, COMPLIANCE_GATE), async (unit): Promise<Outcome> => {
      const person = await unit.load(contact, debtorId);
      if (!person) return { kind: 'park', reason: `contact-${debtorId} does not exist` };
      if (person.answered.has(requestId)) return { kind: 'duplicate' };
      const items = unsaid(person.contacts.get(contactId), event.data.items);
      const request = {
        debtorId,
        creditorId,
        contactId,
        requestId,
        channel,
        language,
        plannedFor,
        usefulUntil,
      };
      await unit.execute(contact, debtorId, await this.gate.judge(unit, request, items));
      return done;
    });
  }

  /** The clearance ran out before the channel came to it, or a fact came in: it is judged anew at once. */
  @EventPattern(['ClearanceExpired', 'ClearanceRevoked'])
  async whenClearanceEnded(
    event: RecordedEvent<string, { debtorId: string; contactId: string }>,
  ): Promise<Outcome> {
    const ended = ({ status }: Contact): boolean => status === 'expired' || status === 'revoked';
    return this.again(event.data, causedBy(event, COMPLIANCE_GATE), ended);
  }

  /** The address was bad for good: the next one is tried at once, if there is one; else with back-off. */
  @EventPattern(['AttemptRejected', 'ContactBounced', 'AttemptNotMade'])
  async whenAttemptFailed(
    event: RecordedEvent<
      string,
      { debtorId: string; contactId: string; attemptId: string; permanent?: boolean; hard?: boolean }
    >,
  ): Promise<Outcome> {
    if (event.type === 'ContactBounced' && !event.data.hard) return done;
    const { debtorId, contactId, attemptId } = event.data;
    if (event.data.permanent || event.data.hard) {
      // Told once more later, it must not try again what a later attempt has said.
      const isLast = ({ status, attempts }: Contact): boolean =>
        (status === 'failed' || status === 'bounced') && attempts.at(-1)?.attemptId === attemptId;
      return this.again(event.data, causedBy(event, COMPLIANCE_GATE), isLast);
    }
    const person = await this.core.log.load(contact, debtorId);
    const attempts = person?.contacts.get(contactId)?.attempts.length ?? 1;
    const dueAt = retryAt(event.recordedAt, attempts);
    const id = `${debtorId}-${contactId}`;
    await this.core.dueIndex.set([
      { owner: COMPLIANCE_GATE, id, key: debtorId, dueAt, revision: event.revision },
    ]);
    return { kind: 'defer', until: dueAt };
  }

  @EventPattern(TIMER)
  async whenDue(entry: DueEntry): Promise<Outcome> {
    const debtorId = entry.id.slice(0, 36);
    const causationId = derivedId('timer', entry.owner, entry.id, entry.dueAt);
    const cause: Cause = { actor: `policy:${COMPLIANCE_GATE}`, causationId, correlationId: causationId };
    const key = { debtorId, contactId: entry.id.slice(37) };
    const outcome = await this.again(key, cause, ({ status }) => status === 'failed');
    await this.core.dueIndex.remove(entry.owner, entry.id, entry.revision);
    return outcome;
  }

  /** Contacts of one person that are tried again at one instant go in the agency's priority of creditors. */
  @MessagePattern(RANK)
  async rank({ id }: DueEntry): Promise<number> {
    const person = await this.core.log.load(contact, id.slice(0, 36));
    const creditorId = person?.contacts.get(id.slice(37))?.creditorId ?? '';
    return rankOf(await this.core.log.load(creditorPriority, PRIORITY), creditorId);
  }

  /** Judges a contact once more where it still stands as whoever asks believes. */
  private async again(
    key: { debtorId: string; contactId: string },
    cause: Cause,
    stands: (contact: Contact) => boolean,
  ): Promise<Outcome> {
    return this.core.log.transact(cause, async (unit): Promise<Outcome> => {
      const person = await unit.load(contact, key.debtorId);
      const before = person?.contacts.get(key.contactId);
      if (!person || !before || !stands(before)) return { kind: 'duplicate' };
      if (before.status === 'bounced' && pointsFor(person, before.channel).length === 0) return done;
      const now = instantText(this.core.clock.now());
      if (before.status === 'bounced' && before.usefulUntil <= now) return done;
      const answer = await this.gate.judge(unit, requestOf(person, before), before.items);
      await unit.execute(contact, key.debtorId, answer);
      return done;
    });
  }
}

/** Items that no attempt of the contact may have said, should one have started while more was asked of it. */
const unsaid = (before: Contact | undefined, items: readonly ContactItem[]): ContactItem[] => {
  const said = before?.attempts.filter(mayHaveArrived).flatMap((attempt) => attempt.items) ?? [];
  return items
    .filter(({ debtId, step }) => !said.some((one) => one.debtId === debtId && one.step === step))
    .map(({ debtId, step }) => ({ debtId, step }));
};
