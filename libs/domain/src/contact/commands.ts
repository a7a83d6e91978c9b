import type { ContactCleared, NewEventOf } from '@cauce/contracts';
import type { InstantText, Money, Uuid, Zone } from '@cauce/kernel';
import type { ContactChannel, PointKind } from '../intake/rows.ts';
import type { PersonFact } from '../note/noted.ts';
import type { ContactItem, LoggedContact } from './state.ts';

/** Personal fields of a person, sealed under their key. */
export interface PersonNames {
  readonly documentNumber: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly secondSurname?: string;
  readonly legalName?: string;
}

/** Personal fields of an advisor or supervisor, sealed under theirs. */
export interface StaffNames {
  readonly givenName: string;
  readonly surname?: string;
  readonly phone?: string;
  readonly whatsapp?: string;
}

export interface DescribePerson {
  readonly kind: 'describe';
  readonly debtorId: Uuid;
  readonly personKind: 'natural' | 'legal';
  readonly country: string;
  readonly documentType: string;
  readonly language: string | null;
  readonly zone: Zone | null;
  readonly digest: string;
  readonly names: PersonNames;
}

export interface AddPoint {
  readonly kind: 'add-point';
  readonly pointId: Uuid;
  readonly pointKind: PointKind;
  readonly label: string | null;
  readonly source: string | null;
  readonly channels: readonly ContactChannel[];
  readonly regions: readonly string[];
  readonly zones: readonly Zone[];
  readonly value: string;
}

export interface AssignAdvisor {
  readonly kind: 'assign';
  readonly creditorId: Uuid;
  readonly advisorId: Uuid;
  readonly supervisorId: Uuid | null;
  readonly digest: string;
  readonly advisor: StaffNames;
  readonly supervisor: StaffNames | null;
}

export interface NotePerson {
  readonly kind: 'note';
  readonly noteId: Uuid;
  readonly fact: PersonFact;
  readonly since: InstantText;
  /** What was written, for people; sealed for the person. */
  readonly text: string | null;
}

export interface EndNote {
  readonly kind: 'end-note';
  readonly noteId: Uuid;
}

export interface LogContact extends LoggedContact {
  readonly kind: 'log';
  /** What was said or written, for people; sealed for the person. */
  readonly text: string | null;
}

export type DecisionRecord = NewEventOf<typeof ContactCleared>['data']['decision'];

/** What segmentation asked for, in the gate's words. */
export interface GateRequest {
  readonly debtorId: Uuid;
  readonly creditorId: Uuid;
  readonly contactId: Uuid;
  readonly requestId: Uuid;
  readonly channel: string;
  readonly language: string;
  readonly plannedFor: InstantText;
  readonly usefulUntil: InstantText;
}

export type GateAnswer =
  | {
      readonly kind: 'clear';
      readonly request: GateRequest;
      readonly clearanceId: Uuid;
      readonly expiresAt: InstantText;
      /** The address that was judged; null where there was none. */
      readonly pointId: Uuid | null;
      /** The version of a text that was judged; null of channels without texts. */
      readonly template: string | null;
      readonly items: readonly ContactItem[];
      readonly decision: DecisionRecord;
    }
  | {
      readonly kind: 'defer';
      readonly request: GateRequest;
      readonly notBefore: InstantText;
      readonly items: readonly ContactItem[];
      readonly decision: DecisionRecord;
    }
  | {
      readonly kind: 'refuse';
      readonly request: GateRequest;
      readonly items: readonly ContactItem[];
      readonly decision: DecisionRecord;
    }
  | {
      readonly kind: 'cancel';
      readonly contactId: Uuid;
      readonly creditorId: Uuid;
      readonly requestId: Uuid;
      readonly reason: string;
      readonly items: readonly ContactItem[];
    };

export type ChannelReport =
  | { readonly kind: 'expire'; readonly contactId: Uuid; readonly clearanceId: Uuid }
  | {
      readonly kind: 'revoke';
      readonly contactId: Uuid;
      readonly clearanceId: Uuid;
      /** Stream that the decision saw and that went on since. */
      readonly moved: string;
    }
  | {
      readonly kind: 'hold';
      readonly contactId: Uuid;
      readonly reason: 'MISSING_TAG' | 'NO_ADDRESS' | 'UNAPPROVED_TEMPLATE';
      readonly detail: readonly string[];
    }
  | {
      readonly kind: 'start-attempt';
      readonly contactId: Uuid;
      readonly attemptId: Uuid;
      readonly clearanceId: Uuid;
      readonly pointId: Uuid;
      readonly gateway: string;
      readonly messageId: string;
      readonly template: string;
      readonly templateVersion: string;
      readonly items: readonly ContactItem[];
      readonly text: {
        readonly to: string;
        readonly subject: string;
        readonly text: string;
        readonly html: string;
      };
      readonly from: { readonly name: string; readonly address: string };
      readonly segments: number;
      readonly cost: Money | null;
    }
  | {
      readonly kind: 'accepted';
      readonly contactId: Uuid;
      readonly attemptId: Uuid;
      readonly providerId: string;
    }
  | {
      readonly kind: 'rejected';
      readonly contactId: Uuid;
      readonly attemptId: Uuid;
      readonly permanent: boolean;
      readonly code: string;
    }
  | { readonly kind: 'not-made'; readonly contactId: Uuid; readonly attemptId: Uuid; readonly code: string }
  | { readonly kind: 'unknown'; readonly contactId: Uuid; readonly attemptId: Uuid; readonly code: string }
  | {
      readonly kind: 'receipt';
      readonly contactId: Uuid;
      readonly attemptId: Uuid;
      readonly receiptId: string;
      readonly result: 'delivered' | 'bounced-hard' | 'bounced-soft';
      readonly code: string;
      readonly at: InstantText;
    };

export type ContactCommand =
  | DescribePerson
  | AddPoint
  | AssignAdvisor
  | NotePerson
  | LogContact
  | EndNote
  | GateAnswer
  | ChannelReport;
