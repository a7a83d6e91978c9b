import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { App } from '../host/app.ts';
import { UsageError } from '../host/usage-error.ts';
import {
  addPrincipalOperation,
  listPrincipalsOperation,
  revokePrincipalOperation,
} from '../principals/operations.ts';
import { answerComplaintOperation, complaintOperation } from './complaints.ts';
import { creditorsOperation, prioritiseOperation } from './creditors.ts';
import { dayOption, instantOption } from './date-option.ts';
import { endNoteOperation } from './end-note.ts';
import { eraseOperation } from './erase.ts';
import { explainOperation, explainSilenceOperation } from './explain.ts';
import { gateCheckOperation } from './gate-check.ts';
import { holdOperation, liftOperation } from './hold.ts';
import { importOperation, recallOperation } from './import.ts';
import { logContactOperation } from './log-contact.ts';
import { noteOperation } from './note.ts';
import { showPackOperation } from './pack-show.ts';
import { approvePackOperation, packsOperation, proposePackOperation } from './packs.ts';
import { planOperation } from './plan.ts';
import { readjudicateOperation } from './readjudicate.ts';
import { complianceOperation } from './report-compliance.ts';
import { titlesOf } from './rule-titles.ts';
import { senderOperation } from './sender.ts';
import {
  approveTemplateOperation,
  proposeTemplateOperation,
  showTemplateOperation,
  templatesOperation,
} from './templates.ts';

export { UsageError } from '../host/usage-error.ts';

/** Writes a debtor's dossier to a file. */
const dossierOperation = async (app: App, { debtor, out }: { debtor: string; out: string }) => {
  const { html, verified, debtorId } = await app.reporting.dossier(debtor, await titlesOf(app));
  await writeFile(out, html);
  return { debtorId, file: resolve(out), bytes: Buffer.byteLength(html), verified };
};

const ageingOperation = async (
  app: App,
  { asOf, ...question }: { asOf: string; knownAt?: string; portfolio?: string },
) => {
  const day = await dayOption(app, 'as-of', asOf);
  if (question.knownAt !== undefined) instantOption('known-at', question.knownAt);
  return app.reporting.ageing({ asOf: day, ...question });
};

const timelineOperation = async (
  { reporting }: App,
  { of, ...question }: { of: string; asOf?: string; knownAt?: string; limit?: number; after?: string },
) => {
  if (question.asOf !== undefined) instantOption('as-of', question.asOf);
  if (question.knownAt !== undefined) instantOption('known-at', question.knownAt);
  return reporting.timeline(of, question);
};

const unparkOperation = async ({ folder }: App, { group, key }: { group: string; key: string }) => {
  if (await folder.core.bus.unpark(group, key)) return { group, key, unparked: true };
  throw new UsageError(`${group} has no parked key ${key}, or does not run here`);
};

/** Everything that can be asked of a folder, by name: the command line and the API are two doors to it. */
export const operations = {
  import: importOperation,
  recall: recallOperation,
  hold: holdOperation,
  lift: liftOperation,
  note: noteOperation,
  'end-note': endNoteOperation,
  'log-contact': logContactOperation,
  erase: eraseOperation,
  creditors: creditorsOperation,
  prioritise: prioritiseOperation,
  sender: senderOperation,
  plan: planOperation,
  dossier: dossierOperation,
  'export-contacts': async ({ reporting }: App, _args: object) => reporting.exportContacts(),
  'export-events': async ({ reporting }: App, args: { stream?: string; type?: string }) =>
    reporting.exportEvents(args),
  complaint: complaintOperation,
  'answer-complaint': answerComplaintOperation,
  'report-compliance': complianceOperation,
  'report-ageing': ageingOperation,
  timeline: timelineOperation,
  explain: explainOperation,
  'explain-silence': explainSilenceOperation,
  'gate-check': gateCheckOperation,
  readjudicate: readjudicateOperation,
  packs: packsOperation,
  'pack-show': showPackOperation,
  'pack-propose': proposePackOperation,
  'pack-approve': approvePackOperation,
  templates: templatesOperation,
  'template-show': showTemplateOperation,
  'template-propose': proposeTemplateOperation,
  'template-approve': approveTemplateOperation,
  'audit-verify': ({ folder }: App, { onProgress }: { onProgress?: (events: number) => void }) =>
    folder.core.ledger.verify(onProgress),
  rebuild: async ({ reporting }: App, { model }: { model?: string }) => ({
    models: await reporting.rebuild(model),
  }),
  parked: async ({ folder }: App, _args: object) => ({ parked: await folder.core.bus.parked() }),
  unpark: unparkOperation,
  'principal-add': addPrincipalOperation,
  'principal-list': listPrincipalsOperation,
  'principal-revoke': revokePrincipalOperation,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type ArgsOf<N extends OperationName> = Parameters<Operations[N]>[1];
export type ResultOf<N extends OperationName> = Awaited<ReturnType<Operations[N]>>;
