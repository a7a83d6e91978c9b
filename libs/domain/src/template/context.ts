import type { DateText } from '@cauce/kernel';

/** An advisor or supervisor. */
export interface TemplatePerson {
  readonly givenName: string;
  readonly surname?: string;
  /** E.164. */
  readonly phone?: string;
  /** E.164; left out, the phone. */
  readonly whatsapp?: string;
}

/** One debt of a message; amounts in minor units of its currency. */
export interface TemplateItem {
  /** The creditor's number of the debt, unmasked: no tag shows more than its last characters. */
  readonly account: string;
  readonly product?: string;
  readonly dueDate: DateText;
  /** ISO 4217. */
  readonly currency: string;
  readonly principal: number;
  readonly interest: number;
  readonly fees: number;
  readonly tax: number;
}

/** Everything that a template may speak of, as it is when the text is rendered. */
export interface TemplateContext {
  /** The local day of sending. */
  readonly date: DateText;
  /** ISO 3166-1 alpha-2 of the portfolio: how amounts and dates are written. */
  readonly country: string;
  readonly debtor: { readonly name?: string };
  readonly creditor: { readonly name: string };
  /** Left out where the creditor collects for itself. */
  readonly agency?: { readonly name: string };
  readonly advisor?: TemplatePerson;
  readonly supervisor?: TemplatePerson;
  /** Where the debtor reaches a person when no advisor is assigned. */
  readonly contact: { readonly email?: string; readonly phone?: string };
  /** Who creditor and agency are, as the law of the book asks for it. */
  readonly identification?: string;
  /** How to pay the creditor, in the template's language. */
  readonly howToPay?: string;
  /** `https:` or `mailto:` link that ends messages of this kind. */
  readonly optOut?: string;
  readonly items: readonly TemplateItem[];
}
