import type { Principal, Role } from '@cauce/domain';
import type { OperationName } from './index.ts';

/** What can be asked for: every operation, and the sandbox's mailbox. */
export type Permission = OperationName | 'mailbox';

interface Access {
  /** Besides `admin`, which may do everything. */
  readonly roles: readonly Role[];
  /** Whether it can append to the log. */
  readonly writes: boolean;
}

const reads = (...roles: Role[]): Access => ({ roles, writes: false });
const writes = (...roles: Role[]): Access => ({ roles, writes: true });

/**
 * Who may do what: each role what its work needs and no more. A manager answers for the book, a supervisor for the
 * collectors, a collector for a debtor at a time; compliance looks into everything and erases, an auditor looks, a
 * service (another program) hands in files and what debtors tell it, and takes out results.
 */
export const ACCESS: { readonly [P in Permission]: Access } = {
  import: writes('manager', 'service'),
  recall: writes('manager', 'service'),
  hold: writes('manager', 'supervisor', 'collector', 'compliance'),
  lift: writes('manager', 'supervisor', 'compliance'),
  note: writes('manager', 'supervisor', 'collector', 'compliance', 'service'),
  'end-note': writes('manager', 'supervisor', 'compliance'),
  'log-contact': writes('manager', 'supervisor', 'collector', 'compliance', 'service'),
  erase: writes('compliance'),
  creditors: reads('manager', 'supervisor', 'compliance', 'auditor'),
  prioritise: writes('manager'),
  sender: writes('manager'),
  dossier: reads('compliance', 'auditor'),
  'export-contacts': reads('manager', 'supervisor', 'compliance', 'auditor', 'service'),
  'export-events': reads('compliance', 'auditor'),
  complaint: writes('manager', 'supervisor', 'collector', 'compliance'),
  'correct-complaint': writes('manager', 'compliance'),
  'answer-complaint': writes('manager', 'compliance'),
  'report-compliance': reads('manager', 'supervisor', 'compliance', 'auditor'),
  'report-ageing': reads('manager', 'supervisor', 'compliance', 'auditor', 'service'),
  plan: reads('manager', 'supervisor', 'compliance', 'auditor'),
  timeline: reads('manager', 'supervisor', 'collector', 'compliance', 'auditor'),
  explain: reads('manager', 'supervisor', 'collector', 'compliance', 'auditor'),
  'explain-silence': reads('manager', 'supervisor', 'collector', 'compliance', 'auditor'),
  'gate-check': reads('manager', 'supervisor', 'collector', 'compliance', 'auditor', 'service'),
  readjudicate: reads('compliance', 'auditor'),
  packs: reads('manager', 'supervisor', 'compliance', 'auditor'),
  'pack-show': reads('manager', 'supervisor', 'compliance', 'auditor'),
  'pack-propose': writes('compliance'),
  'pack-approve': writes('compliance'),
  templates: reads('manager', 'supervisor', 'compliance', 'auditor'),
  'template-show': reads('manager', 'supervisor', 'compliance', 'auditor'),
  'template-propose': writes('manager', 'compliance'),
  'template-approve': writes('manager', 'compliance'),
  'audit-verify': reads('compliance', 'auditor'),
  rebuild: reads(),
  parked: reads('manager', 'compliance', 'auditor'),
  unpark: reads(),
  'principal-list': reads('compliance', 'auditor'),
  'principal-add': writes(),
  'principal-revoke': writes(),
  mailbox: reads('compliance'),
};

/** The principal is known, but its role does not allow it. */
export class ForbiddenError extends Error {
  readonly code = 'FORBIDDEN';

  constructor({ name, role }: Pick<Principal, 'name' | 'role'>, permission: Permission) {
    super(`${name} is ${role}, which may not do "${permission}": ask ${rolesFor(permission).join(', ')}`);
    this.name = 'ForbiddenError';
  }
}

const rolesFor = (permission: Permission): readonly Role[] => ['admin', ...ACCESS[permission].roles];

/** Throws ForbiddenError where the principal's role does not allow it. */
export const permit = (who: Pick<Principal, 'name' | 'role'>, permission: Permission): void => {
  if (!rolesFor(permission).includes(who.role)) throw new ForbiddenError(who, permission);
};
