import { eventStoreContract } from '@cauce/ports/contract';
import { doubleHarness, serverHarness } from './testing/harness.ts';

/** A real server, where there is one; else the double. */
const url = process.env.CAUCE_TEST_EVENTSTORE;

eventStoreContract(
  url ? 'eventstoredb' : 'eventstoredb-double',
  url ? () => serverHarness(url) : doubleHarness,
);
