import {
  AdvisorAssigned,
  ContactPointAdded,
  DebtorChanged,
  DebtorRegistered,
  type NewEvent,
} from '@cauce/contracts';
import type { AddPoint, AssignAdvisor, DescribePerson } from './commands.ts';
import { revoked } from './revoked.ts';
import type { Person } from './state.ts';

/** Who the person is: registered once, changed only by what differs. Another zone or country is another law. */
export const describe = (command: DescribePerson, person: Person | null): NewEvent[] => {
  const { debtorId, personKind, country, documentType, language, zone, digest, names } = command;
  if (person?.digest === digest) return [];
  const make = person ? DebtorChanged.make : DebtorRegistered.make;
  return [
    make(
      { debtorId, kind: personKind, country, documentType, language, zone, digest },
      { personal: [{ subject: debtorId, fields: names }] },
    ),
    ...(person ? revoked(person) : []),
  ];
};

/** One more place where the person may be; the law there counts too. */
export const addPoint = (command: AddPoint, person: Person): NewEvent[] => {
  const { pointId, pointKind, label, source, channels, regions, zones, value } = command;
  if (person.points.some((point) => point.pointId === pointId)) return [];
  const { debtorId } = person;
  return [
    ContactPointAdded.make(
      {
        debtorId,
        pointId,
        kind: pointKind,
        label,
        source,
        channels: [...channels],
        regions: [...regions],
        zones: [...zones],
      },
      { personal: [{ subject: debtorId, fields: { value } }] },
    ),
    ...revoked(person),
  ];
};

export const assign = (command: AssignAdvisor, person: Person): NewEvent[] => {
  const { creditorId, advisorId, supervisorId, digest, advisor, supervisor } = command;
  if (person.advisors[creditorId]?.digest === digest) return [];
  const personal = [{ subject: advisorId, fields: advisor }];
  if (supervisorId && supervisor) personal.push({ subject: supervisorId, fields: supervisor });
  return [
    AdvisorAssigned.make(
      { debtorId: person.debtorId, creditorId, advisorId, supervisorId, digest },
      { personal },
    ),
  ];
};
