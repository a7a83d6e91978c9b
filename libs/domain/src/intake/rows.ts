import type { DateText, InstantText, Zone } from '@cauce/kernel';

/** Minor units of the debt's currency. */
export interface BalanceInput {
  readonly principal: number;
  readonly interest: number;
  readonly fees: number;
  readonly tax: number;
}

export type PointKind = 'email' | 'phone' | 'postal';
export const CONTACT_CHANNELS = [
  'email',
  'sms',
  'whatsapp',
  'call',
  'ivr',
  'push',
  'letter',
  'visit',
] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** A place where a person can be reached, normalised. */
export interface PointInput {
  readonly kind: PointKind;
  /** E-mail in lower case; phone as E.164 ("+573001234567"); postal address as one line. */
  readonly value: string;
  /** "home", "work", "mobile" … as the file says. */
  readonly label?: string;
  readonly source?: string;
  /** Channels that the person authorised here; left out, all that the kind allows. */
  readonly channels?: readonly ContactChannel[];
  /** Postal only: ISO 3166 country, region (state, city code as rule packs name it), postal code. */
  readonly country?: string;
  readonly region?: string;
  readonly postalCode?: string;
}

export interface PersonInput {
  readonly kind: 'natural' | 'legal';
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** "CC", "RUT", "RFC", "DNI" … or "ISSUER" for a number that the creditor itself gave. */
  readonly documentType: string;
  /** Normalised: no dots, dashes or spaces, upper case, with its check digit; an issuer's own keeps its signs. */
  readonly documentNumber: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly secondSurname?: string;
  readonly legalName?: string;
  /** BCP 47: "es", "en". */
  readonly language?: string;
  /** Explicit IANA zone: it decides alone. */
  readonly zone?: Zone;
  readonly points: readonly PointInput[];
}

export interface StaffInput {
  /** The creditor's own id of the advisor, where the file has one. */
  readonly code?: string;
  readonly givenName: string;
  readonly surname?: string;
  /** E.164. */
  readonly phone?: string;
  readonly whatsapp?: string;
}

/** The book a row belongs to. What is left out is taken from the portfolio as it is, or its default when new. */
export interface PortfolioInput {
  readonly creditor: string;
  readonly code: string;
  /** Country, or country-region, of the law of the portfolio: "CO", "US". */
  readonly jurisdiction?: string;
  readonly zone?: Zone;
  readonly currency?: string;
  readonly collector?: 'first_party' | 'third_party';
  readonly debtKind?: 'consumer' | 'commercial';
  readonly language?: string;
  /** How and where to pay the creditor, and whom to ask; shown in messages. */
  readonly howToPay?: string;
  readonly contact?: string;
  /** The agency that collects for the creditor, as messages name it; left out, the installation's own. */
  readonly agency?: string;
  /**
   * Who creditor and agency are, as the law of the book asks that messages say it: their address, a tax number, where to
   * complain.
   */
  readonly identification?: string;
}

/** A person alone (Moonflow's customer file). */
export interface DebtorRow {
  readonly kind: 'debtor';
  readonly portfolio: PortfolioInput;
  readonly debtor: PersonInput;
  readonly debtorReference?: string;
  readonly advisor?: StaffInput;
  readonly supervisor?: StaffInput;
}

export interface DebtRow {
  readonly kind: 'debt';
  readonly portfolio: PortfolioInput;
  /** The creditor's number of the obligation and, where it has them, of the instalment: the natural key. */
  readonly obligation: string;
  readonly instalment?: string;
  readonly product?: string;
  readonly placedOn?: DateText;
  readonly plannedRecall?: DateText;
  readonly dueDate: DateText;
  readonly currency: string;
  readonly balance: BalanceInput;
  /** The day that the balance is of. */
  readonly balanceAsOf?: DateText;
  readonly paymentReference?: string;
  readonly debtorReference?: string;
  readonly debtor: PersonInput;
  readonly parties: readonly {
    readonly role: 'guarantor' | 'co_debtor' | 'reference';
    readonly person: PersonInput;
  }[];
  readonly advisor?: StaffInput;
  readonly supervisor?: StaffInput;
}

export interface PaymentRow {
  readonly kind: 'payment';
  readonly portfolio: PortfolioInput;
  readonly obligation: string;
  readonly instalment?: string;
  /** The payment's own reference; without one it is keyed by its content and its ordinal among equals. */
  readonly reference?: string;
  /** Minor units, more than zero. */
  readonly amount: number;
  readonly currency: string;
  /** A date (00:00 in the portfolio's zone) or an instant. */
  readonly paidAt: DateText | InstantText;
}

export type IntakeRow = DebtorRow | DebtRow | PaymentRow;

/** Why a line was turned away; `line` counts from 1, the header included. */
export interface Reject {
  readonly line: number;
  /** Header of the column, or "" where the whole line is meant. */
  readonly column: string;
  readonly value: string;
  /** Stable code, then words: "INVALID_DATE: 31/02/2026 is not a date". */
  readonly reason: string;
}
