import type { Decider } from '../decider/decider.ts';
import { type DebtCommand, decideDebt } from './decide.ts';
import { type Debt, type DebtEvent, evolveDebt } from './state.ts';

/** One debt: its placements with the agency, what it owes, its payments and holds. */
export const debt: Decider<Debt | null, DebtCommand, DebtEvent> = {
  category: 'debt',
  initial: null,
  decide: decideDebt,
  evolve: evolveDebt,
};
