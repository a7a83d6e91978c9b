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
import { canonicalJson, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';
import { sealedFields } from './sealed-fields.ts';
import { Staff } from './staff.ts';

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

/** Brings what a row says of people into their contact streams. */
export class People {
  private readonly staff: Staff;

  constructor(private readonly core: Pick<Core, 'ids' | 'vault' | 'store' | 'log'>) {
    this.staff = new Staff(core);
  }

  /** Registers the person or changes what differs; what the row leaves out stays as it is. */
  async describe(unit: UnitOfWork, debtorId: Uuid, person: PersonInput): Promise<void> {
    const before = await unit.load(contact, debtorId);
    const language = person.language ?? before?.language ?? null;
    const zone = person.zone ?? before?.zone ?? null;
    const names = await this.namesOf(debtorId, person, before, { language, zone });
    if (names) {
      const { kind: personKind, country, documentType } = person;
      const digest = this.core.ids.digest('person', canonicalJson({ ...names, personKind, language, zone }));
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
    }
    const known = new Set(before?.points.map(({ pointId }) => pointId));
    for (const point of person.points) await this.addPoint(unit, debtorId, point, known);
  }

  /** The names to describe a person with: the row's, else those on file; undefined where nothing would change. */
  private async namesOf(
    debtorId: Uuid,
    { documentNumber, givenName, surname, secondSurname, legalName }: PersonInput,
    before: Person | null,
    now: Pick<Person, 'language' | 'zone'>,
  ): Promise<PersonNames | undefined> {
    const stated = {
      documentNumber,
      ...(givenName ? { givenName } : {}),
      ...(surname ? { surname } : {}),
      ...(secondSurname ? { secondSurname } : {}),
      ...(legalName ? { legalName } : {}),
    };
    if (before === null || givenName || surname || legalName) return stated;
    if (now.language === before.language && now.zone === before.zone) return undefined;
    const known = await sealedFields(this.core, before.at, debtorId);
    return known && { ...known, documentNumber };
  }

  /** Assigns the advisor and the supervisor of a row; blank cells keep who is assigned. */
  async assign(
    unit: UnitOfWork,
    debtorId: Uuid,
    creditorId: Uuid,
    { advisor, supervisor }: Pick<DebtorRow, 'advisor' | 'supervisor'>,
  ): Promise<void> {
    if (advisor || supervisor) await this.staff.assign(unit, debtorId, creditorId, { advisor, supervisor });
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
