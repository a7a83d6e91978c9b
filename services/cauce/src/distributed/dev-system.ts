import { SystemClock, SystemMonotonic } from '@cauce/runtime';
import { adminKeyFile } from '../principals/admin-key.ts';
import { LocalServers } from './local-servers.ts';
import { LocalSystem } from './local-system.ts';
import { readableLine } from './readable-line.ts';

/** A whole system of the distributed profile for the one who works on it: fresh at each start, gone at its end. */
export class DevSystem {
  private constructor(
    readonly api: string,
    private readonly local: LocalSystem,
    private readonly servers: LocalServers,
  ) {}

  /** Starts servers and all programs; resolves when every program can work. */
  static async start(print: (line: string) => void, signal: AbortSignal): Promise<DevSystem> {
    const onLine = (name: string, line: string): void => print(readableLine(name, line));
    const servers = await LocalServers.start('dev', onLine, { signal });
    let local: LocalSystem | undefined;
    try {
      const [clock, monotonic] = [new SystemClock(), new SystemMonotonic()];
      local = await LocalSystem.start({ ...servers, clock, monotonic, onLine });
      await local.ready();
      return new DevSystem(await local.apiUrl(), local, servers);
    } catch (error) {
      await local?.stop();
      await servers.stop();
      throw error;
    }
  }

  get keyFile(): string {
    return adminKeyFile(this.servers.dir);
  }

  /** Ends everything that it started, the programs first. */
  async stop(): Promise<void> {
    await this.local.stop();
    await this.servers.stop();
  }
}
