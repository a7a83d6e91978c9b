import type { App } from '../host/app.ts';
import {
  answerComplaintOperation,
  complaintOperation,
  correctComplaintOperation,
} from './complaints/complaints.ts';
import { creditorsOperation, prioritiseOperation } from './creditors/creditors.ts';
import { senderOperation } from './creditors/sender.ts';
import { explainOperation, explainSilenceOperation } from './explain/explain.ts';
import { gateCheckOperation } from './gate/check.ts';
import { readjudicateOperation } from './gate/readjudicate.ts';
import { holdOperation, liftOperation } from './intake/hold.ts';
import { importOperation } from './intake/import.ts';
import { recallOperation } from './intake/recall.ts';
import { endNoteOperation } from './notes/end-note.ts';
import { logContactOperation } from './notes/log-contact.ts';
import { noteOperation } from './notes/note.ts';
import { approvePackOperation, packsOperation, proposePackOperation } from './packs/proposals.ts';
import { showPackOperation } from './packs/show.ts';
import { planOperation } from './plan/plan.ts';
import {
  addPrincipalOperation,
  listPrincipalsOperation,
  revokePrincipalOperation,
} from './principals/principals.ts';
import { eraseOperation } from './privacy/erase.ts';
import { ageingOperation } from './reports/ageing.ts';
import { complianceOperation } from './reports/compliance.ts';
import { dossierOperation } from './reports/dossier.ts';
import { timelineOperation } from './reports/timeline.ts';
import { approveTemplateOperation, proposeTemplateOperation } from './templates/proposals.ts';
import { showTemplateOperation, templatesOperation } from './templates/versions.ts';
import { unparkOperation } from './upkeep/unpark.ts';
import { verifyOperation } from './upkeep/verify.ts';

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
  'correct-complaint': correctComplaintOperation,
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
  'audit-verify': verifyOperation,
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
