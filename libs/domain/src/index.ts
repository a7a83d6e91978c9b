export * from './address/address.ts';
export { asksToStop } from './address/asks-to-stop.ts';
export * from './agency/creditor-priority.ts';
export * from './agency/pack-proposals.ts';
export { digestOf, mayApproveProposal } from './agency/proposal.ts';
export * from './agency/senders.ts';
export * from './agency/template-proposals.ts';
export { type Complaint, complaint } from './complaint/complaint.ts';
export * from './contact/commands.ts';
export { contact } from './contact/contact.ts';
export { contactHistory, isFirstContact } from './contact/history.ts';
export * from './contact/place.ts';
export { lawAddressOf, roleOfPerson } from './contact/reached.ts';
export { retryAt } from './contact/retry.ts';
export { standingOf } from './contact/standing.ts';
export * from './contact/state.ts';
export * from './debt/balance.ts';
export { debt } from './debt/debt.ts';
export { type DebtCommand, type DebtReferences, isBack } from './debt/decide.ts';
export { type Debt, isWorkable, partyKey, type SealedAt, type Stated } from './debt/state.ts';
export * from './decider/decider.ts';
export * from './erasure/index.ts';
export * from './identity/check-digits.ts';
export * from './identity/documents.ts';
export * from './intake/amounts.ts';
export * from './intake/dates.ts';
export * from './intake/intake-log.ts';
export * from './intake/points.ts';
export * from './intake/rows.ts';
export * from './language/language.ts';
export * from './law/index.ts';
export * from './note/kinds.ts';
export type { AddressFact, AddressNote, PersonFact, PersonNote } from './note/noted.ts';
export * from './payment/payment.ts';
export * from './portfolio/portfolio.ts';
export * from './principal/principal.ts';
export * from './publication/publication.ts';
export * from './score/score.ts';
export * from './segment/segments.ts';
export * from './silence/index.ts';
export * from './strategy/strategy.ts';
export * from './template/index.ts';
export {
  nextWake,
  type ReplanItems,
  type TreatmentCommand,
  type TreatmentFacts,
} from './treatment/decide.ts';
export type { AnchoredItem, Treatment } from './treatment/state.ts';
export { replannedFor } from './treatment/steps.ts';
export { treatment } from './treatment/treatment.ts';
export * from './words/index.ts';
export * from './zones/index.ts';
