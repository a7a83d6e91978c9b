import { mkdirSync } from 'node:fs';
import { type DeskServer, serveDesk } from '@cauce/adapters/sandbox';
import { type SmsSandbox, startSmsSandbox } from '@cauce/adapters/smpp';
import { SystemClock, SystemMonotonic } from '@cauce/runtime';
import { channelSettings } from '../host/settings.ts';

export interface SmsProviderOptions {
  /** Where it keeps what it takes. */
  readonly dir: string;
  readonly host: string;
  /** Of SMPP and of the desk; 0 takes a free one. */
  readonly port: number;
  readonly deskPort: number;
}

/** The sandbox SMSC as a provider that other machines reach: anybody may bind, as fast as CAUCE_SANDBOX_… says. */
export class SmsProvider {
  private constructor(
    private readonly sandbox: SmsSandbox,
    private readonly deskServer: DeskServer,
  ) {}

  /** Rejects when a port is taken. */
  static async start({ dir, host, port, deskPort }: SmsProviderOptions): Promise<SmsProvider> {
    const pace = { monotonic: new SystemMonotonic(), ...channelSettings().pace };
    mkdirSync(dir, { recursive: true });
    const sandbox = await startSmsSandbox({ dir, clock: new SystemClock(), host, port, pace });
    try {
      return new SmsProvider(sandbox, await serveDesk(sandbox.mailbox, { host, port: deskPort }));
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  get port(): number {
    return this.sandbox.port;
  }

  /** Where messages can be asked about. */
  get desk(): string {
    return this.deskServer.url;
  }

  async close(): Promise<void> {
    await this.deskServer.close();
    await this.sandbox.close();
  }
}
