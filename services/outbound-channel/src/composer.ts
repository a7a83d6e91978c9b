import {
  type Attempt,
  type Contact,
  type ContactItem,
  type ContactPoint,
  type Debt,
  debt,
  type Person,
  type Portfolio,
  portfolio,
  type RenderedTemplate,
  render,
  senderFor,
  senders,
  TEMPLATES,
  type Template,
  type TemplateContext,
  type TemplatePerson,
  templateNamed,
  templateProposals,
} from '@cauce/domain';
import { err, localDate, ok, type Result, type Uuid } from '@cauce/kernel';
import type { OutboundMessage } from '@cauce/ports';
import type { Core } from '@cauce/runtime';

/** Who writes, as the installation is set up. */
export interface Sender {
  /** Name of the agency, where a portfolio names none; a creditor that collects for itself writes under its own. */
  readonly agency: string;
  /** Address from which messages come. */
  readonly address: string;
  /** `mailto:` or `https:` link that ends messages. */
  readonly optOut: string;
}

/** A debt that a message speaks of, with its step. */
export interface Spoken {
  readonly item: ContactItem;
  readonly debt: Debt;
}

export interface Composed {
  readonly template: Template;
  readonly texts: RenderedTemplate;
  readonly to: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** Why a message cannot be written: tags without value, or the template that may not be used. */
export interface NotComposed {
  readonly reason: 'MISSING_TAG' | 'UNAPPROVED_TEMPLATE';
  readonly detail: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const text = (fields: Fields | null | undefined, name: string): string | undefined => {
  const value = fields?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const fullName = (fields: Fields | null | undefined): string | undefined => {
  const legal = text(fields, 'legalName');
  if (legal) return legal;
  const parts = ['givenName', 'surname', 'secondSurname'].flatMap((name) => text(fields, name) ?? []);
  return parts.length > 0 ? parts.join(' ') : undefined;
};

const staffOf = (fields: Fields | null | undefined): TemplatePerson | undefined => {
  const givenName = text(fields, 'givenName');
  if (!givenName) return undefined;
  const optional = (['surname', 'phone', 'whatsapp'] as const).flatMap((name) => {
    const value = text(fields, name);
    return value ? [[name, value] as const] : [];
  });
  return { givenName, ...Object.fromEntries(optional) };
};

/** A jurisdiction begins with its country. */
const countryOf = ({ jurisdiction }: Portfolio): string => jurisdiction.slice(0, 2);

/** Writes a contact's message from what is known when it is sent. */
export class Composer {
  constructor(
    private readonly core: Core,
    private readonly sender: Sender,
  ) {}

  /** The message in the text that the gate judged. */
  async compose(
    person: Person,
    contact: Contact,
    point: ContactPoint,
    book: Portfolio,
    spoken: readonly Spoken[],
  ): Promise<Result<Composed, NotComposed>> {
    const [{ state: proposals }, context, address, from] = await Promise.all([
      this.core.log.consult(templateProposals, TEMPLATES),
      this.contextOf(person, contact, book, spoken),
      this.core.log.openAt(point.at),
      this.fromOf(book, contact.channel),
    ]);
    const judged = contact.clearance?.template ?? '';
    const template = templateNamed(proposals, judged);
    if (!template) return err({ reason: 'UNAPPROVED_TEMPLATE', detail: [judged] });
    const rendered = render(template, context);
    if (!rendered.ok) return err({ reason: rendered.error.reason, detail: rendered.error.missing });
    const to = text(address.get(person.debtorId), 'value') ?? '';
    return ok({ template, texts: rendered.value, to, from });
  }

  /** The message of an attempt as it was written down before the call; null once its person was erased. */
  async written(debtorId: Uuid, channel: string, attempt: Attempt): Promise<OutboundMessage | null> {
    const fields = (await this.core.log.openAt(attempt.at)).get(debtorId);
    const first = attempt.items[0] && (await this.core.log.load(debt, attempt.items[0].debtId));
    const book = first && (await this.core.log.consult(portfolio, first.portfolioId)).state;
    const [to, subject = '', plain, html = ''] = ['to', 'subject', 'text', 'html'].map((name) =>
      text(fields, name),
    );
    if (!book || !to || !plain) return null;
    return {
      messageId: attempt.messageId,
      from: attempt.from ?? (await this.fromOf(book, channel)),
      to,
      subject,
      text: plain,
      html,
      headers: this.headers,
    };
  }

  /** Lets mail programs offer the opt-out themselves (RFC 2369). */
  get headers(): Readonly<Record<string, string>> {
    return { 'List-Unsubscribe': `<${this.sender.optOut}>` };
  }

  /** The creditor's own sender in the book's country, else the installation's. */
  private async fromOf(book: Portfolio, channel: string): Promise<{ name: string; address: string }> {
    const { state } = await this.core.log.consult(senders, book.creditorId);
    const own = senderFor(state, channel, countryOf(book));
    const usual = book.collector === 'first_party' ? book.creditor : this.agencyOf(book);
    return { name: own?.name ?? usual, address: own?.address ?? this.sender.address };
  }

  private agencyOf({ agency }: Portfolio): string {
    return agency ?? this.sender.agency;
  }

  private async contextOf(
    person: Person,
    contact: Contact,
    book: Portfolio,
    spoken: readonly Spoken[],
  ): Promise<TemplateContext> {
    const assignment = person.advisors[contact.creditorId];
    const [names, staff, references] = await Promise.all([
      this.core.log.openAt(person.at),
      assignment ? this.core.log.openAt(assignment.at) : undefined,
      Promise.all(spoken.map(({ debt }) => this.core.log.openAt(debt.references))),
    ]);
    const name = fullName(names.get(person.debtorId));
    const advisor = assignment && staffOf(staff?.get(assignment.advisorId));
    const supervisor = assignment?.supervisorId ? staffOf(staff?.get(assignment.supervisorId)) : undefined;
    return {
      date: localDate(this.core.clock.now().toString(), book.zone),
      country: countryOf(book),
      debtor: name ? { name } : {},
      creditor: { name: book.creditor },
      ...(book.collector === 'third_party' ? { agency: { name: this.agencyOf(book) } } : {}),
      ...(advisor ? { advisor } : {}),
      ...(supervisor ? { supervisor } : {}),
      contact: book.contact.includes('@') ? { email: book.contact } : { phone: book.contact },
      ...(book.identification ? { identification: book.identification } : {}),
      howToPay: book.howToPay,
      optOut: this.sender.optOut,
      items: spoken.map(({ debt }, index) => ({
        account: text(references[index]?.get(person.debtorId), 'obligation') ?? '',
        ...(debt.stated.product ? { product: debt.stated.product } : {}),
        dueDate: debt.stated.dueDate,
        currency: debt.currency,
        ...debt.balance,
      })),
    };
  }
}
