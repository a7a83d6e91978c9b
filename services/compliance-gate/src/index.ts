export { COMPLIANCE_GATE } from './gate.controller.ts';
export { ComplianceGateModule } from './gate.module.ts';
export { Gate } from './gate.ts';
