export { type ProgramParts, runProgram } from './run-program.ts';
export { serviceWork } from './service-work.ts';
export { startRelays } from './start-relays.ts';
export type { Work } from './work.ts';
