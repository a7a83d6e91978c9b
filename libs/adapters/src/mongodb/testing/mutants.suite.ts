import { describe } from '@jest/globals';
import { contracts, type View } from './contracts.ts';
import { MUTANTS } from './mutants.ts';

// Run by a test that expects each of these suites to fail.
for (const [port, mutants] of Object.entries(MUTANTS)) {
  for (const [name, view] of Object.entries<View>(mutants)) {
    describe(`${port} ${name}`, () => contracts[port as keyof typeof MUTANTS](view));
  }
}
