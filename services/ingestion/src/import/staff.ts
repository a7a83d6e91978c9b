import { type Assignment, contact, type StaffInput, type StaffNames } from '@cauce/domain';
import { canonicalJson, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import { sealedFields } from './sealed-fields.ts';

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
  /** Teams that a unit has staged and that cannot be read back from the log yet. */
  private readonly staged = new WeakMap<UnitOfWork, Map<string, Team>>();

  constructor(private readonly core: Pick<Core, 'ids' | 'vault' | 'store' | 'log'>) {}

  /** Assigns who is stated; nobody where one of them was erased, and no supervisor without an advisor. */
  async assign(
    unit: UnitOfWork,
    debtorId: Uuid,
    creditorId: Uuid,
    row: { readonly advisor?: StaffInput | undefined; readonly supervisor?: StaffInput | undefined },
  ): Promise<void> {
    const stated: Team = {
      advisor: await this.member(creditorId, row.advisor),
      supervisor: await this.member(creditorId, row.supervisor),
    };
    const assignment = (await unit.load(contact, debtorId))?.advisors[creditorId];
    if (assignment?.digest === this.digestOf(stated)) return;
    const before = assignment ? await this.teamOf(unit, `${debtorId}|${creditorId}`, assignment) : NOBODY;
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
    this.stagedOf(unit).set(`${debtorId}|${creditorId}`, team);
  }

  private digestOf(team: Team): string {
    return this.core.ids.digest('staff', canonicalJson(team));
  }

  private stagedOf(unit: UnitOfWork): Map<string, Team> {
    const known = this.staged.get(unit) ?? new Map<string, Team>();
    this.staged.set(unit, known);
    return known;
  }

  private async member(creditorId: Uuid, stated: StaffInput | undefined): Promise<Member | null> {
    if (!stated) return null;
    const id = this.core.ids.staff(creditorId, stated);
    return (await this.core.vault.erased(id)) ? null : { id, names: namesOf(stated) };
  }

  private async teamOf(
    unit: UnitOfWork,
    key: string,
    { at, advisorId, supervisorId }: Assignment,
  ): Promise<Team> {
    const staged = this.stagedOf(unit).get(key);
    if (staged) return staged;
    const read = async (id: Uuid): Promise<Member | null> => {
      const names = await sealedFields(this.core, at, id);
      return names ? { id, names: { ...names, givenName: String(names.givenName) } } : null;
    };
    return { advisor: await read(advisorId), supervisor: supervisorId ? await read(supervisorId) : null };
  }
}
