import type { ContactDeferred, EventOf } from '@cauce/contracts';
import { type DateText, type InstantText, localDate, type Uuid, type Zone } from '@cauce/kernel';

/** A contact that the law moved. */
export interface MovedContact {
  readonly contactId: Uuid;
  readonly zone: Zone;
  readonly from: InstantText;
  readonly to: InstantText;
}

/** A day on which one rule moved contacts. */
export interface LawDay {
  readonly day: DateText;
  readonly rule: string;
  readonly citation: string;
  readonly contacts: number;
  readonly example: MovedContact;
}

type Deferral = EventOf<typeof ContactDeferred>['data'];

/** The rule that decided when: of those that deferred, the one that allows it last. */
const decisive = ({ decision }: Deferral) => {
  const deferring = decision.items.flatMap(({ rules }) => rules).filter(({ outcome }) => outcome === 'defer');
  return deferring.reduce<(typeof deferring)[number] | undefined>(
    (late, one) => (late && (late.notBefore ?? '') >= (one.notBefore ?? '') ? late : one),
    undefined,
  );
};

const zoneOf = ({ decision }: Deferral): Zone => {
  const { zones } = decision.basis.facts;
  const zone: unknown = Array.isArray(zones) ? zones[0] : undefined;
  return typeof zone === 'string' ? zone : 'UTC';
};

/** Counts what rules move, by local day and rule. */
export class LawDays {
  private readonly days = new Map<string, LawDay & { readonly ids: Set<Uuid> }>();

  take(deferral: Deferral): void {
    const rule = decisive(deferral);
    if (!rule) return;
    const { contactId, plannedFor, notBefore } = deferral;
    const zone = zoneOf(deferral);
    const day = localDate(plannedFor, zone);
    const { ids, example, ...known } = this.days.getOrInsertComputed(`${day}|${rule.id}`, () => ({
      day,
      rule: rule.id,
      citation: rule.citation,
      contacts: 0,
      example: { contactId, zone, from: plannedFor, to: notBefore },
      ids: new Set<Uuid>(),
    }));
    ids.add(contactId);
    this.days.set(`${day}|${rule.id}`, { ...known, contacts: ids.size, example, ids });
  }

  /** The day on which a rule moved the most contacts, null where none did. */
  busiest(): LawDay | null {
    let most: LawDay | null = null;
    for (const { ids: _, ...day } of this.days.values())
      if (!most || day.contacts > most.contacts) most = day;
    return most;
  }

  /** Contacts moved over all days, by rule. */
  byRule(): readonly { readonly rule: string; readonly contacts: number }[] {
    const totals = new Map<string, number>();
    for (const { rule, contacts } of this.days.values()) totals.set(rule, (totals.get(rule) ?? 0) + contacts);
    return [...totals]
      .map(([rule, contacts]) => ({ rule, contacts }))
      .sort((a, b) => b.contacts - a.contacts);
  }
}
