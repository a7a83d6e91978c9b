import { eventStoreContract } from '@cauce/ports/contract';
import { doubleHarness, serverHarness } from './testing/harness.ts';

eventStoreContract('eventstoredb-double', doubleHarness);

// The same on a real server, where there is one.
const url = process.env.CAUCE_TEST_EVENTSTORE;
if (url) eventStoreContract('eventstoredb', () => serverHarness(url));
