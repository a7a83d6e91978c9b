import {
  type ContactChannel,
  candidateZones,
  contact,
  type PersonInput,
  type PointInput,
  type StaffInput,
  type StaffNames,
} from '@cauce/domain';
import { canonicalJson, type Uuid } from '@cauce/kernel';
import type { Core, UnitOfWork } from '@cauce/runtime';

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
  constructor(private readonly core: Pick<Core, 'ids' | 'vault'>) {}

  /** Registers the person or changes what differs; what the row leaves out stays as it is. */
  async describe(unit: UnitOfWork, debtorId: Uuid, person: PersonInput): Promise<void> {
    const before = await unit.load(contact, debtorId);
    const { documentNumber, givenName, surname, secondSurname, legalName } = person;
    const names = { documentNumber, givenName, surname, secondSurname, legalName };
    const named = givenName !== undefined || surname !== undefined || legalName !== undefined;
    const language = person.language ?? before?.language ?? null;
    const zone = person.zone ?? before?.zone ?? null;
    if (named || before === null || language !== before.language || zone !== before.zone) {
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
    for (const point of person.points) await this.addPoint(unit, debtorId, point);
  }

  /** Assigns the advisor, and the supervisor with them; nobody where either was erased. */
  async assign(
    unit: UnitOfWork,
    debtorId: Uuid,
    creditorId: Uuid,
    advisor: StaffInput,
    supervisor?: StaffInput,
  ) {
    const advisorId = this.core.ids.staff(creditorId, advisor);
    const supervisorId = supervisor ? this.core.ids.staff(creditorId, supervisor) : null;
    for (const one of [advisorId, supervisorId]) if (one && (await this.core.vault.erased(one))) return;
    const digest = this.core.ids.digest('staff', canonicalJson({ advisor, supervisor }));
    await unit.execute(contact, debtorId, {
      kind: 'assign',
      creditorId,
      advisorId,
      supervisorId,
      digest,
      advisor: namesOf(advisor),
      supervisor: supervisor ? namesOf(supervisor) : null,
    });
  }

  private async addPoint(unit: UnitOfWork, debtorId: Uuid, point: PointInput): Promise<void> {
    await unit.execute(contact, debtorId, {
      kind: 'add-point',
      pointId: this.core.ids.point(point),
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

const namesOf = ({ givenName, surname, phone, whatsapp }: StaffInput): StaffNames => ({
  givenName,
  ...(surname ? { surname } : {}),
  ...(phone ? { phone } : {}),
  ...(whatsapp ? { whatsapp } : {}),
});
