import type { Language, Strategy, TitleOf } from '@cauce/domain';
import type { InstantText, Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import { type ComplianceReport, compliance } from './compliance/compliance.ts';
import type { ComplianceQuestion } from './compliance/count.ts';
import { type Dossier, dossier } from './dossier/dossier.ts';
import { type ImportBody, projections } from './models/index.ts';
import { Opener } from './projection/boxes.ts';
import { Digests } from './projection/look-ups.ts';
import { everyDocument } from './projection/pages.ts';
import { bodyOf } from './projection/projection.ts';
import { ProjectionRunner, type RebuildReport } from './projection/runner.ts';
import { type Ageing, type AgeingQuestion, ageing } from './queries/ageing.ts';
import { type ContactCounts, contactCounts } from './queries/contact-counts.ts';
import { type ContactLine, exportContacts } from './queries/export-contacts.ts';
import { type EventLine, type EventsQuestion, exportEvents } from './queries/export-events.ts';
import { creditorNames } from './queries/labels.ts';
import { type Models, modelsOf } from './queries/models.ts';
import { References, type Subject } from './queries/references.ts';
import { type TimelinePage, type TimelineQuestion, timeline } from './queries/timeline.ts';
import { type ContactExplanation, explainContact } from './silence/explain-contact.ts';
import { explainSilence, type SilenceExplanation } from './silence/explain-silence.ts';
import { debtsOf } from './silence/owed.ts';
import type { OwedDebt, Working } from './silence/story.ts';

/** What the service needs of the core. */
export type ReportingParts = Pick<Core, 'log' | 'store' | 'readModels' | 'monotonic' | 'ids' | 'telemetry'>;

/** Days, both included, and whose contacts: a debtor by any reference, or a portfolio by id or code. */
export interface CountsRequest {
  readonly debtor?: string;
  readonly portfolio?: string;
  readonly from: string;
  readonly to: string;
}

/** The reporting service: keeps the read models and answers questions from them and from the log. */
export class Reporting {
  readonly runner: ProjectionRunner;
  private readonly parts: ReportingParts;
  private readonly opener: Opener;
  private readonly digests: Digests;
  private started: { readonly models: Models; readonly references: References } | null = null;

  /** `shared`: other processes ask the read models too. */
  constructor(parts: ReportingParts, { shared = false }: { readonly shared?: boolean } = {}) {
    this.parts = parts;
    this.opener = new Opener(parts.log.sealer);
    this.digests = new Digests(parts.ids, this.opener);
    this.runner = new ProjectionRunner(
      { ...parts, opener: this.opener, digests: this.digests, shared },
      projections,
    );
  }

  /** Opens the read models and follows the log. */
  async start(): Promise<void> {
    await this.runner.start();
    this.ask();
  }

  /** Opens the read models to be asked, where another process follows the log. */
  async open(): Promise<void> {
    await this.runner.open();
    this.ask();
  }

  private ask(): void {
    const models = modelsOf(this.runner);
    this.started = { models, references: new References(models, this.parts.ids, this.digests, this.opener) };
  }

  /** Stops following the log. */
  close(): Promise<void> {
    return this.runner.close();
  }

  /** Resolves when every model has taken in all that the log holds now. */
  caughtUp(): Promise<void> {
    return this.runner.caughtUp();
  }

  /** Rebuilds one model, or all. Throws for a name that is none. */
  rebuild(model?: string): Promise<readonly RebuildReport[]> {
    return this.runner.rebuild(model === undefined ? undefined : [model]);
  }

  /** What people call debtors and debts, turned into ids. */
  get references(): References {
    return this.ready.references;
  }

  get models(): Models {
    return this.ready.models;
  }

  /** The timeline of a debtor or debt, by id or the creditor's reference. */
  async timeline(reference: string, question: TimelineQuestion = {}): Promise<TimelinePage> {
    const subject = await this.references.subject(reference);
    return timeline(this.models, this.parts.store, this.parts.log.sealer, subject, question);
  }

  ageing(question: AgeingQuestion): Promise<Ageing> {
    return ageing(this.models, question);
  }

  /** What was tried, stopped and complained of in a period. */
  compliance(question: ComplianceQuestion): Promise<ComplianceReport> {
    return compliance(this.models, this.parts.store, this.parts.log.sealer, question);
  }

  /** Why a contact was allowed, put off or refused, and what became of it. */
  explain(contactId: string, strategy: Strategy): Promise<ContactExplanation> {
    return explainContact(this.models, this.parts.store, this.opener, contactId, strategy);
  }

  /** Why nothing was sent to a debtor, or about a debt, at an instant. */
  explainSilence(subject: Subject, at: InstantText, working: Working): Promise<SilenceExplanation> {
    return explainSilence(this.models, this.parts.store, this.opener, subject, at, working);
  }

  exportContacts(): AsyncGenerator<ContactLine> {
    return exportContacts(this.models, this.opener);
  }

  exportEvents(question: EventsQuestion = {}): AsyncGenerator<EventLine> {
    return exportEvents(this.parts.store, this.parts.log.sealer, question);
  }

  async contactCounts({ debtor, portfolio, from, to }: CountsRequest): Promise<ContactCounts> {
    if (debtor === undefined)
      return contactCounts(this.models, { from, to, ...(portfolio ? { portfolio } : {}) });
    return contactCounts(this.models, { from, to, debtorId: await this.references.debtor(debtor) });
  }

  /** The debts of a debtor, by id. Throws UnknownReferenceError. */
  debtsOf(debtorId: Uuid): Promise<readonly OwedDebt[]> {
    return debtsOf(this.models, debtorId);
  }

  /** Names of the creditors that have a portfolio, by id. */
  creditors(): Promise<ReadonlyMap<Uuid, string>> {
    return creditorNames(this.models);
  }

  /** Every import that changed or rejected something, by id. */
  async *imports(): AsyncGenerator<ImportBody> {
    for await (const document of everyDocument(this.models.imports)) yield bodyOf<ImportBody>(document);
  }

  /** One self-contained page about a debtor, with the titles of rules, and whether its streams hold together. */
  async dossier(reference: string, titleOf: TitleOf, language?: Language): Promise<Dossier> {
    const { debtorId } = await this.references.subject(reference);
    return dossier(this.models, this.parts.store, this.parts.log.sealer, debtorId, titleOf, language);
  }

  private get ready() {
    if (!this.started) throw new Error('reporting was asked before it was started');
    return this.started;
  }
}
