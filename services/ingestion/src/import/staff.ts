import { type Assignment, contact, type StaffInput, type StaffNames } from '@cauce/domain';
import { canonicalJson, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import type { ImportMemory } from './import-memory.ts';
import { sealedFields } from './sealed-fields.ts';
import { Staged } from './staged.ts';

/** Somebody of the agency or the creditor, as a debtor's messages name them. */
interface Member {
  readonly id: Uuid;
  readonly names: StaffNames;
}

/** Who works for a debtor; null where nobody is assigned. */
interface Team {
  readonly advisor: Member | null;
  readonly supervisor: Member | null;
}

const NOBODY: Team = { advisor: null, supervisor: null };

const namesOf = ({ givenName, surname, phone, whatsapp }: StaffInput): StaffNames => ({
  givenName,
  ...(surname ? { surname } : {}),
  ...(phone ? { phone } : {}),
  ...(whatsapp ? { whatsapp } : {}),
});

/** Of the same person, what a row leaves blank stays; another person takes the place with what the row says. */
const merged = (stated: Member | null, before: Member | null): Member | null => {
  if (stated === null) return before;
  return before?.id === stated.id ? { ...stated, names: { ...before.names, ...stated.names } } : stated;
};

/** Assigns advisors and supervisors. */
export class Staff {
  private readonly staged = new Staged<Team>();

  constructor(
    private readonly core: Pick<Core, 'ids' | 'vault' | 'store' | 'log'>,
    private readonly memory: ImportMemory,
  ) {}

  /**
   * Assigns who is stated; nobody where one of them was erased, and no supervisor without an advisor. Of two rows of
   * an import that say otherwise, the first counts; gives whether this one is the later.
   */
  async assign(
    unit: UnitOfWork,
    debtorId: Uuid,
    creditorId: Uuid,
    row: { readonly advisor?: StaffInput | undefined; readonly supervisor?: StaffInput | undefined },
  ): Promise<boolean> {
    const key = `${debtorId}|${creditorId}`;
    const assigned = (await unit.load(contact, debtorId))?.advisors[creditorId] !== undefined;
    const differs = (role: keyof Team): boolean => {
      const staff = row[role];
      // A supervisor alone comes to nothing while nobody is assigned: no later row makes it count the next time.
      if (!staff) return role === 'advisor' && !assigned && this.memory.settle(`${role}|${key}`, '');
      return this.memory.settle(`${role}|${key}`, canonicalJson({ ...staff }));
    };
    const [otherAdvisor, otherSupervisor] = [differs('advisor'), differs('supervisor')];
    await this.assignTeam(unit, debtorId, creditorId, {
      advisor: otherAdvisor ? null : await this.member(creditorId, row.advisor),
      supervisor: otherSupervisor ? null : await this.member(creditorId, row.supervisor),
    });
    return otherAdvisor || otherSupervisor;
  }

  private async assignTeam(unit: UnitOfWork, debtorId: Uuid, creditorId: Uuid, stated: Team): Promise<void> {
    if (stated.advisor === null && stated.supervisor === null) return;
    const key = `${debtorId}|${creditorId}`;
    const assignment = (await unit.load(contact, debtorId))?.advisors[creditorId];
    if (assignment?.digest === this.digestOf(stated)) return;
    const before = assignment ? await this.teamOf(key, assignment) : NOBODY;
    const team: Team = {
      advisor: merged(stated.advisor, before.advisor),
      supervisor: merged(stated.supervisor, before.supervisor),
    };
    const { advisor, supervisor } = team;
    if (advisor === null) return;
    await unit.execute(contact, debtorId, {
      kind: 'assign',
      creditorId,
      advisorId: advisor.id,
      supervisorId: supervisor?.id ?? null,
      digest: this.digestOf(team),
      advisor: advisor.names,
      supervisor: supervisor?.names ?? null,
    });
    this.staged.set(unit, key, team);
  }

  private digestOf(team: Team): string {
    return this.core.ids.digest('staff', canonicalJson(team));
  }

  private async member(creditorId: Uuid, stated: StaffInput | undefined): Promise<Member | null> {
    if (!stated) return null;
    const id = this.core.ids.staff(creditorId, stated);
    return (await this.core.vault.erased(id)) ? null : { id, names: namesOf(stated) };
  }

  private async teamOf(key: string, { at, advisorId, supervisorId }: Assignment): Promise<Team> {
    const read = async (id: Uuid): Promise<Member | null> => {
      const names = await sealedFields(this.core, at, id);
      return names ? { id, names: { ...names, givenName: String(names.givenName) } } : null;
    };
    const advisor = await read(advisorId);
    if (advisor === null) return this.staged.get(key) ?? NOBODY;
    return { advisor, supervisor: supervisorId ? await read(supervisorId) : null };
  }
}
