import { ROLES } from '@cauce/domain';
import { describe, expect, it } from '@jest/globals';
import { ACCESS, type Permission, permit } from './access.ts';

describe('roles', () => {
  const permissions = Object.keys(ACCESS) as Permission[];
  const allowed = (role: (typeof ROLES)[number]): Permission[] =>
    permissions.filter((one) => {
      try {
        permit({ name: 'x', role }, one);
        return true;
      } catch {
        return false;
      }
    });

  it('may do everything as admin only', () => {
    expect(allowed('admin')).toEqual(permissions);
    for (const role of ROLES.filter((one) => one !== 'admin')) {
      expect(allowed(role)).not.toContain('principal-add');
      expect(allowed(role)).not.toContain('principal-revoke');
    }
  });

  it('write nothing as auditor, and reach no personal text as service', () => {
    expect(allowed('auditor').filter((one) => ACCESS[one].writes)).toEqual([]);
    for (const one of ['timeline', 'dossier', 'export-events', 'mailbox'] as const)
      expect(allowed('service')).not.toContain(one);
  });
});
