import type { BalanceInput } from '../intake/rows.ts';

/** Minor units by component. */
export type Balance = BalanceInput;

export const NO_BALANCE: Balance = { principal: 0, interest: 0, fees: 0, tax: 0 };

export const totalOf = (balance: Balance): number =>
  balance.principal + balance.interest + balance.fees + balance.tax;

export const minus = (left: Balance, right: Balance): Balance => ({
  principal: left.principal - right.principal,
  interest: left.interest - right.interest,
  fees: left.fees - right.fees,
  tax: left.tax - right.tax,
});

export const sameBalance = (left: Balance, right: Balance): boolean =>
  left.principal === right.principal &&
  left.interest === right.interest &&
  left.fees === right.fees &&
  left.tax === right.tax;

/** The order in which a payment is used up; the usual one of civil codes (costs and interest before principal). */
const ORDER = ['tax', 'fees', 'interest', 'principal'] as const;

/** What a payment pays of a balance, and what is left of it. */
export const allocate = (amount: number, balance: Balance): { allocation: Balance; excess: number } => {
  let left = amount;
  const allocation = { ...NO_BALANCE };
  for (const component of ORDER) {
    const part = Math.min(left, Math.max(0, balance[component]));
    allocation[component] = part;
    left -= part;
  }
  return { allocation, excess: left };
};
