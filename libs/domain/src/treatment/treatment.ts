import type { Decider } from '../decider/decider.ts';
import { decideTreatment, type TreatmentCommand } from './decide.ts';
import { evolveTreatment, noTreatment, type Treatment, type TreatmentEvent } from './state.ts';

/** The work on one creditor's debts of one debtor: segments, steps and the contacts asked for. */
export const treatment: Decider<Treatment, TreatmentCommand, TreatmentEvent> = {
  category: 'treatment',
  initial: noTreatment,
  decide: decideTreatment,
  evolve: evolveTreatment,
};
