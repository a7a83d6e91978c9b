import type { ContactLogged, contactEvents, EventOf, EventsOf } from '@cauce/contracts';
import type { InstantText, Uuid, Zone } from '@cauce/kernel';
import type { SealedAt } from '../debt/state.ts';
import type { ContactChannel, PointKind } from '../intake/rows.ts';
import type { PersonNote } from '../note/noted.ts';

/** A place where the person can be reached. Its value is sealed at `at`. */
export interface ContactPoint {
  readonly pointId: Uuid;
  readonly kind: PointKind;
  /** "home", "work", "mobile" … as the file says. */
  readonly label: string | null;
  readonly channels: readonly ContactChannel[];
  readonly regions: readonly string[];
  readonly zones: readonly Zone[];
  readonly valid: boolean;
  readonly at: SealedAt;
}

export interface Assignment {
  readonly advisorId: Uuid;
  readonly supervisorId: Uuid | null;
  readonly digest: string;
  readonly at: SealedAt;
}

export type ContactStatus =
  | 'cleared'
  | 'deferred'
  | 'refused'
  | 'expired'
  | 'revoked'
  | 'attempting'
  | 'failed'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'unknown'
  | 'held'
  | 'cancelled';

export interface ContactItem {
  readonly debtId: Uuid;
  readonly step: string;
}

export interface Attempt {
  readonly attemptId: Uuid;
  readonly clearanceId: Uuid;
  readonly pointId: Uuid;
  readonly messageId: string;
  readonly startedAt: InstantText;
  readonly outcome: 'open' | 'accepted' | 'rejected' | 'not-made' | 'unknown';
  readonly receipt: 'delivered' | 'bounced' | null;
  readonly items: readonly ContactItem[];
  /** Null where the event is of a version that did not say. */
  readonly from: { readonly name: string; readonly address: string } | null;
  /** Event that holds the sealed text. */
  readonly at: SealedAt;
}

/** One intended communication with the person, as far as the gate and the channel brought it. */
export interface Contact {
  readonly contactId: Uuid;
  readonly creditorId: Uuid;
  readonly channel: ContactChannel;
  readonly language: string;
  readonly plannedFor: InstantText;
  readonly usefulUntil: InstantText;
  readonly status: ContactStatus;
  readonly items: readonly ContactItem[];
  readonly clearance: {
    readonly clearanceId: Uuid;
    readonly at: InstantText;
    readonly expiresAt: InstantText;
    /** The address that was judged; null where there was none. */
    readonly pointId: Uuid | null;
    /** The version of a text that was judged, "kinder.es@1"; null where the decision named none. */
    readonly template: string | null;
    /** Streams that the decision saw, and how far. */
    readonly saw: readonly { readonly stream: string; readonly revision: number }[];
  } | null;
  readonly requestId: Uuid;
  readonly attempts: readonly Attempt[];
}

/** A contact that Cauce did not make. */
export type LoggedContact = Omit<EventOf<typeof ContactLogged>['data'], 'debtorId'> & {
  readonly at: InstantText;
};

/** Everything known of one person as somebody to be contacted, across creditors. */
export interface Person {
  readonly debtorId: Uuid;
  readonly country: string;
  readonly language: string | null;
  readonly zone: Zone | null;
  readonly digest: string;
  readonly at: SealedAt;
  readonly points: readonly ContactPoint[];
  readonly notes: readonly PersonNote[];
  /** By creditor. */
  readonly advisors: Readonly<Record<Uuid, Assignment>>;
  readonly contacts: ReadonlyMap<Uuid, Contact>;
  readonly logged: readonly LoggedContact[];
  /** Requests of segmentation that were answered. */
  readonly answered: ReadonlySet<Uuid>;
}

export type ContactEvent = EventsOf<typeof contactEvents>;

/** Whether a provider took it or may have: what was rejected or not made counts for nothing. */
export const mayHaveArrived = ({ outcome }: Attempt): boolean =>
  outcome !== 'rejected' && outcome !== 'not-made';

/** Whether one of its attempts may have arrived. */
export const isSent = ({ attempts }: Contact): boolean => attempts.some(mayHaveArrived);

/** Valid places of the person for a channel, in the order in which they were learned. */
export const pointsFor = (person: Person, channel: string): readonly ContactPoint[] =>
  person.points.filter((point) => point.valid && point.channels.some((one) => one === channel));
