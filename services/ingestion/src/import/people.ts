import {
  type ContactChannel,
  candidateZones,
  contact,
  type DebtorRow,
  type Person,
  type PersonInput,
  type PersonNames,
  type PointInput,
} from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import type { ImportMemory } from './import-memory.ts';
import { sealedFields } from './sealed-fields.ts';
import { Staff } from './staff.ts';
import { Staged } from './staged.ts';

/** Channels that a place allows where the file does not say. */
const CHANNELS: Readonly<Record<PointInput['kind'], readonly ContactChannel[]>> = {
  email: ['email'],
  phone: ['sms', 'whatsapp', 'call', 'ivr'],
  postal: ['letter', 'visit'],
};

const regionOf = ({ country, region }: PointInput): string[] => {
  if (!region) return [];
  return [country && !region.startsWith(`${country}-`) ? `${country}-${region}` : region];
};

const zonesOf = (point: PointInput): readonly string[] => {
  if (point.kind === 'email') return [];
  const { country, region, postalCode } = point;
  const postal =
    point.kind === 'postal' && country
      ? [{ country, ...(region ? { region } : {}), ...(postalCode ? { postalCode } : {}) }]
      : [];
  const phones = point.kind === 'phone' ? [point.value] : [];
  if (postal.length + phones.length === 0) return [];
  return candidateZones({ postal, phones, portfolioZone: 'UTC' }).zones;
};

/** The names that a row says, undefined where it says none. */
const namesIn = (person: PersonInput): PersonNames | undefined => {
  const { documentNumber, givenName, surname, secondSurname, legalName } = person;
  if (!givenName && !surname && !legalName) return undefined;
  return {
    documentNumber,
    ...(givenName ? { givenName } : {}),
    ...(surname ? { surname } : {}),
    ...(secondSurname ? { secondSurname } : {}),
    ...(legalName ? { legalName } : {}),
  };
};

/** What names say, each at its place: the same names give the same list. */
const valuesOf = ({ documentNumber, givenName, surname, secondSurname, legalName }: PersonNames): string[] =>
  [documentNumber, givenName, surname, secondSurname, legalName].map((value) => value ?? '');

/** Brings what a row says of people into their contact streams. */
export class People {
  private readonly staff: Staff;
  private readonly staged = new Staged<PersonNames>();

  constructor(
    private readonly core: Pick<Core, 'ids' | 'vault' | 'store' | 'log'>,
    private readonly memory: ImportMemory,
  ) {
    this.staff = new Staff(core, memory);
  }

  /**
   * Registers the person or changes what differs; what the row leaves out stays as it is, and what an earlier row of
   * the import said otherwise too. Gives whether there was such a contradiction.
   */
  async describe(unit: UnitOfWork, debtorId: Uuid, person: PersonInput): Promise<boolean> {
    const before = await unit.load(contact, debtorId);
    const contradicted = await this.describeAs(unit, debtorId, person, before);
    const known = new Set(before?.points.map(({ pointId }) => pointId));
    for (const point of person.points) await this.addPoint(unit, debtorId, point, known);
    return contradicted;
  }

  private async describeAs(
    unit: UnitOfWork,
    debtorId: Uuid,
    person: PersonInput,
    before: Person | null,
  ): Promise<boolean> {
    const { kind: personKind, country, documentType, documentNumber } = person;
    const differs = (what: string, value: string | undefined): boolean =>
      value !== undefined && this.memory.settle(`${what}|${debtorId}`, value);
    if (differs('kind', personKind)) return true;
    const stated = namesIn(person);
    const otherNames = differs('names', stated && JSON.stringify(stated));
    const otherLanguage = differs('language', person.language);
    const otherZone = differs('zone', person.zone);
    const language = (otherLanguage ? undefined : person.language) ?? before?.language ?? null;
    const zone = (otherZone ? undefined : person.zone) ?? before?.zone ?? null;
    const names =
      (otherNames ? undefined : stated) ??
      (await this.namesOnFile(debtorId, documentNumber, before, { language, zone }));
    if (names) {
      const digest = this.core.ids.digest(
        'person',
        ...valuesOf(names),
        personKind,
        language ?? '',
        zone ?? '',
      );
      await unit.execute(contact, debtorId, {
        kind: 'describe',
        debtorId,
        personKind,
        country,
        documentType,
        language,
        zone,
        digest,
        names,
      });
      this.staged.set(unit, debtorId, names);
    }
    return otherNames || otherLanguage || otherZone;
  }

  /** The names to describe a person with whom the row does not name; undefined where nothing would change. */
  private async namesOnFile(
    debtorId: Uuid,
    documentNumber: string,
    before: Person | null,
    now: Pick<Person, 'language' | 'zone'>,
  ): Promise<PersonNames | undefined> {
    if (before === null) return { documentNumber };
    if (now.language === before.language && now.zone === before.zone) return undefined;
    const known = await sealedFields(this.core, before.at, debtorId);
    return known ? { ...known, documentNumber } : this.staged.get(debtorId);
  }

  /**
   * Assigns the advisor and the supervisor of a row; blank cells keep who is assigned. Gives whether an earlier row of
   * the import said otherwise, which counts.
   */
  async assign(
    unit: UnitOfWork,
    debtorId: Uuid,
    creditorId: Uuid,
    { advisor, supervisor }: Pick<DebtorRow, 'advisor' | 'supervisor'>,
  ): Promise<boolean> {
    if (!advisor && !supervisor) return false;
    return this.staff.assign(unit, debtorId, creditorId, { advisor, supervisor });
  }

  private async addPoint(
    unit: UnitOfWork,
    debtorId: Uuid,
    point: PointInput,
    known: ReadonlySet<Uuid>,
  ): Promise<void> {
    const pointId = this.core.ids.point(point);
    if (known.has(pointId)) return;
    await unit.execute(contact, debtorId, {
      kind: 'add-point',
      pointId,
      pointKind: point.kind,
      label: point.label ?? null,
      source: point.source ?? null,
      channels: point.channels ?? CHANNELS[point.kind],
      regions: regionOf(point),
      zones: zonesOf(point),
      value: point.value,
    });
  }
}
