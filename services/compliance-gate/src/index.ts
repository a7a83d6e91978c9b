export { factsOf, proposalOf, reach } from './facts.ts';
export { COMPLIANCE_GATE, GateController } from './gate.controller.ts';
export { ComplianceGateModule } from './gate.module.ts';
export { Gate } from './gate.ts';
export { Known, type Source } from './known.ts';
export { messageOf } from './message.ts';
export { Packs } from './packs.ts';
export * from './readjudicate.ts';
