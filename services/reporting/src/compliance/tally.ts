import type { DateText, InstantText, Uuid } from '@cauce/kernel';

/** How often a rule stood against an item of a contact. */
export interface RuleCount {
  readonly rule: string;
  readonly pack: string;
  readonly deferred: number;
  readonly blocked: number;
}

/** A complaint received in the period. */
export interface ComplaintLine {
  readonly complaintId: Uuid;
  readonly regulator: string;
  readonly receivedAt: InstantText;
  /** The last day on which it may be answered. */
  readonly dueOn: DateText;
  readonly answeredAt: InstantText | null;
  /** When what was taken down of it was last corrected; the other fields are as corrected. */
  readonly correctedAt: InstantText | null;
  /** Answered after that day, or not yet and the day is over. */
  readonly late: boolean;
}

export interface ComplianceCounts {
  /** Contacts that a provider took, and those that people made and logged … */
  readonly contacts: number;
  /** … which did not pass the gate. */
  readonly byHand: number;
  /** Calls to a provider. */
  readonly attempts: number;
  /** Items that the gate put off, and that it refused. */
  readonly deferred: number;
  readonly blocked: number;
  /** By the rules that stood against them; an item may have several. */
  readonly rules: readonly RuleCount[];
  /** Attempts that say what no clearance allows; there is no way past the gate, so that any is an error. */
  readonly overrides: number;
  /** Attempts with a text of which no version was published by then, and contacts held for such a text. */
  readonly unapproved: number;
  readonly complaints: readonly ComplaintLine[];
  /** Per 1,000 contacts; null where there was none. */
  readonly complaintsPer1000: number | null;
}

type Outcome = 'deferred' | 'blocked';

/** Counts of a group, while they are made. */
export class Tally {
  attempts = 0;
  byHand = 0;
  overrides = 0;
  unapproved = 0;
  deferred = 0;
  blocked = 0;
  readonly complaints: ComplaintLine[] = [];
  private readonly sent = new Set<Uuid>();
  private readonly rules = new Map<string, RuleCount>();

  took(contactId: Uuid): void {
    this.sent.add(contactId);
  }

  bit(outcome: Outcome, rule: string, pack: string): void {
    const key = `${pack}|${rule}`;
    const before = this.rules.get(key) ?? { rule, pack, deferred: 0, blocked: 0 };
    this.rules.set(key, { ...before, [outcome]: before[outcome] + 1 });
  }

  get counts(): ComplianceCounts {
    const { attempts, byHand, deferred, blocked, overrides, unapproved, complaints } = this;
    const contacts = this.sent.size + byHand;
    const often = ({ deferred, blocked }: RuleCount): number => deferred + blocked;
    return {
      contacts,
      byHand,
      attempts,
      deferred,
      blocked,
      rules: [...this.rules.values()].sort((a, b) => often(b) - often(a) || (a.rule < b.rule ? -1 : 1)),
      overrides,
      unapproved,
      complaints,
      complaintsPer1000:
        contacts === 0 ? null : Math.round((complaints.length / contacts) * 1_000_000) / 1_000,
    };
  }
}
