import { runProgram, startRelays } from '@cauce/runtime/distributed';

await runProgram('ingestion', startRelays);
