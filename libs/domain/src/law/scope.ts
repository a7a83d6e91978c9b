import type { Matter } from './kinds/kind.ts';
import type { Scope } from './pack.ts';

type Test = (matter: Matter) => boolean;

/** Makes a scope ready to be asked whether a proposal is in it, but for what may change with time. */
export const compileScope = (scope: Scope): Test => {
  const { channels, collector, debtKind, purposes, addresses, debtors } = scope;
  const tests: Test[] = [];
  if (channels !== '*') tests.push(({ proposal }) => channels.includes(proposal.channel));
  if (collector) tests.push(({ facts }) => facts.portfolio.collector === collector);
  if (debtKind) tests.push(({ facts }) => facts.portfolio.debtKind === debtKind);
  if (purposes) tests.push(({ proposal }) => purposes.includes(proposal.purpose ?? 'collect'));
  if (debtors) tests.push(({ proposal }) => debtors.includes(proposal.debtorId ?? ''));
  if (addresses)
    tests.push(
      ({ proposal: { address } }) => address?.kind !== undefined && addresses.includes(address.kind),
    );
  return (matter) => tests.every((test) => test(matter));
};
