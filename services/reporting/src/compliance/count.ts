import type {
  AttemptAccepted,
  AttemptStarted,
  ComplaintCorrected,
  ComplaintReceived,
  ContactCleared,
  ContactHeld,
  ContactLogged,
  EventOf,
  RecordedEvent,
  TemplatePublished,
} from '@cauce/contracts';
import {
  addDays,
  type DateText,
  type InstantText,
  localDate,
  startOfDay,
  type Uuid,
  type Zone,
} from '@cauce/kernel';
import { type About, type Grouping, Groups } from './groups.ts';
import { type ComplaintLine, Tally } from './tally.ts';

export interface ComplianceQuestion {
  /** First and last day, both included, in the zone. */
  readonly from: DateText;
  readonly to: DateText;
  readonly zone: Zone;
  /** What is late is so by this instant. */
  readonly now: InstantText;
  readonly by?: Grouping;
}

type Decision = EventOf<typeof ContactCleared>['data'];
type Started = EventOf<typeof AttemptStarted>['data'];
type Held = EventOf<typeof ContactHeld>['data'];
type Accepted = EventOf<typeof AttemptAccepted>['data'];
type Logged = EventOf<typeof ContactLogged>['data'];
type Received = EventOf<typeof ComplaintReceived>['data'];
type Corrected = EventOf<typeof ComplaintCorrected>['data'];
type Publication = EventOf<typeof TemplatePublished>['data'];

const BITES = { defer: 'deferred', block: 'blocked' } as const;

const itemKey = ({ debtId, step }: { debtId: Uuid; step: string }): string => `${debtId}|${step}`;
const idsOf = (items: readonly { debtId: Uuid }[]): Uuid[] => items.map(({ debtId }) => debtId);

/** Counts what was done, stopped and complained of in a period, from the events of the log in order. */
export class Count {
  readonly total = new Tally();
  readonly tallies = new Map<string, Tally>();
  readonly groups: Groups | null;
  private readonly begin: InstantText;
  private readonly end: InstantText;
  private readonly published = new Set<string>();
  private readonly allowed = new Map<Uuid, ReadonlySet<string>>();
  private readonly spoken = new Map<Uuid, Started>();
  private readonly complaints = new Map<Uuid, Omit<ComplaintLine, 'late'> & About>();

  constructor(private readonly question: ComplianceQuestion) {
    const { from, to, zone, by } = question;
    this.groups = by ? new Groups(by) : null;
    this.begin = startOfDay(from, zone);
    this.end = startOfDay(addDays(to, 1), zone);
  }

  take(event: RecordedEvent): void {
    this.groups?.learn(event);
    const within = event.recordedAt >= this.begin && event.recordedAt < this.end;
    switch (event.type) {
      case 'TemplatePublished':
        this.publish(event.data as Publication);
        break;
      case 'ContactCleared':
      case 'ContactDeferred':
      case 'ContactRefused':
        this.decided(event.data as Decision, within);
        break;
      case 'AttemptStarted':
        this.started(event.data as Started, within);
        break;
      case 'ContactHeld':
        if (within) this.held(event.data as Held);
        break;
      case 'AttemptAccepted':
        this.accepted(event.data as Accepted);
        break;
      case 'ContactLogged':
        this.logged(event.data as Logged, event.effectiveAt);
        break;
      case 'ComplaintReceived':
        this.received(event.data as Received, event.effectiveAt);
        break;
      case 'ComplaintCorrected':
        this.corrected(event.data as Corrected, event.recordedAt);
        break;
      case 'ComplaintAnswered':
        this.answered(event.data as Pick<Received, 'complaintId'>, event.effectiveAt);
    }
  }

  /** The complaints, once all that came after them is known. */
  close(): void {
    const { now, zone } = this.question;
    for (const { debtorId, creditorId, debtIds, ...line } of this.complaints.values()) {
      const { receivedAt, answeredAt, dueOn } = line;
      if (receivedAt < this.begin || receivedAt >= this.end) continue;
      const late = localDate(answeredAt ?? now, zone) > dueOn;
      for (const tally of this.of({ debtorId, creditorId, debtIds }))
        tally.complaints.push({ ...line, late });
    }
  }

  /** The tallies that something counts in. */
  private *of(about: About): Generator<Tally> {
    yield this.total;
    for (const key of this.groups?.of(about) ?? [])
      yield this.tallies.getOrInsertComputed(key, () => new Tally());
  }

  private publish({ name, version }: Publication): void {
    // An attempt does not say in which of its languages the template spoke.
    this.published.add(`${name.slice(0, name.lastIndexOf('.'))}@${version}`);
  }

  private accepted({ attemptId, contactId }: Accepted): void {
    const started = this.spoken.get(attemptId);
    if (!started) return;
    for (const tally of this.of({ ...started, debtIds: idsOf(started.items) })) tally.took(contactId);
  }

  private decided({ debtorId, creditorId, decision, ...data }: Decision, within: boolean): void {
    // Kept until it is used: the clearance of an attempt may be of the day before.
    if (data.clearanceId) this.allowed.set(data.clearanceId, new Set(data.items.map(itemKey)));
    if (!within) return;
    for (const { debtId, decision: outcome, rules } of decision.items) {
      if (outcome === 'allow') continue;
      for (const tally of this.of({ debtorId, creditorId, debtIds: [debtId] })) {
        tally[BITES[outcome]] += 1;
        for (const { id, pack, outcome: said } of rules)
          if (said === 'defer' || said === 'block') tally.bit(BITES[said], id, pack);
      }
    }
  }

  private started(started: Started, within: boolean): void {
    const allowed = this.allowed.get(started.clearanceId);
    this.allowed.delete(started.clearanceId);
    if (!within) return;
    this.spoken.set(started.attemptId, started);
    const cleared = started.items.every((item) => allowed?.has(itemKey(item)));
    const published = this.published.has(`${started.template}@${started.templateVersion}`);
    for (const tally of this.of({ ...started, debtIds: idsOf(started.items) })) {
      tally.attempts += 1;
      if (!cleared) tally.overrides += 1;
      if (!published) tally.unapproved += 1;
    }
  }

  private held({ reason, items, ...about }: Held): void {
    if (reason !== 'UNAPPROVED_TEMPLATE') return;
    for (const tally of this.of({ ...about, debtIds: idsOf(items) })) tally.unapproved += 1;
  }

  private logged(logged: Logged, at: InstantText): void {
    if (logged.direction === 'in' || at < this.begin || at >= this.end) return;
    for (const tally of this.of(logged)) tally.byHand += 1;
  }

  private received(received: Received, receivedAt: InstantText): void {
    const { complaintId } = received;
    this.complaints.set(complaintId, { ...received, receivedAt, answeredAt: null, correctedAt: null });
  }

  private corrected({ complaintId, changes }: Corrected, correctedAt: InstantText): void {
    const known = this.complaints.get(complaintId);
    if (known) this.complaints.set(complaintId, { ...known, ...changes, correctedAt });
  }

  private answered({ complaintId }: Pick<Received, 'complaintId'>, answeredAt: InstantText): void {
    const known = this.complaints.get(complaintId);
    if (known) this.complaints.set(complaintId, { ...known, answeredAt });
  }
}
