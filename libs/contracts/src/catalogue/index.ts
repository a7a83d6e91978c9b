import type { EventDefinition } from '../definition.ts';
import { addressEvents } from './address.ts';
import { agencyEvents } from './agency.ts';
import { complaintEvents } from './complaint.ts';
import { configurationEvents } from './configuration.ts';
import { contactEvents } from './contact.ts';
import { debtEvents } from './debt.ts';
import { importEvents } from './import.ts';
import { paymentEvents } from './payment.ts';
import { personEvents } from './person.ts';
import { portfolioEvents } from './portfolio.ts';
import { principalEvents } from './principal.ts';
import { scoreEvents } from './score.ts';
import { treatmentEvents } from './treatment.ts';

export * from './address.ts';
export * from './agency.ts';
export * from './complaint.ts';
export * from './configuration.ts';
export * from './contact.ts';
export * from './debt.ts';
export * from './import.ts';
export * from './payment.ts';
export * from './person.ts';
export * from './portfolio.ts';
export * from './principal.ts';
export * from './score.ts';
export * from './treatment.ts';

const all: readonly EventDefinition[] = [
  ...portfolioEvents,
  ...debtEvents,
  ...paymentEvents,
  ...contactEvents,
  ...treatmentEvents,
  ...scoreEvents,
  ...importEvents,
  ...personEvents,
  ...principalEvents,
  ...configurationEvents,
  ...agencyEvents,
  ...addressEvents,
  ...complaintEvents,
];

/** Every event type there is, by name. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(all.map((one) => [one.type, one]));
