import { workspaceServers } from './servers.ts';

/** After a run of tests: ends the servers that its tests started. */
export default (): Promise<void> => workspaceServers.endOfRun(String(process.pid));
