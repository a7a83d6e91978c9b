import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { print } from '../output.ts';
import { portIn } from '../port-in.ts';
import { signalled } from '../signalled.ts';

interface SandboxOptions extends GlobalOptions {
  readonly host: string;
  readonly port: string;
  readonly deskPort: string;
}

const run = async ({ data, json, host, port, deskPort }: SandboxOptions): Promise<void> => {
  const ports = { port: portIn('--port', port), deskPort: portIn('--desk-port', deskPort) };
  const signal = signalled();
  const { SmsProvider } = await import('../../distributed/sms-provider.ts');
  const provider = await SmsProvider.start({ dir: resolve(data), host, ...ports });
  try {
    await print({ port: provider.port, desk: provider.desk }, json, (at) =>
      [`Takes short messages at ${host}:${at.port}; its desk is at ${at.desk}.`, 'Ctrl-C stops it.'].join(
        '\n',
      ),
    );
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await provider.close();
  }
};

/** `sandbox sms`: a provider to try the distributed profile with. */
export const sandboxCommand = (program: Command): void => {
  program
    .command('sandbox')
    .description('providers that deliver to nobody')
    .command('sms')
    .description('take short messages over SMPP as a provider would, and keep them in the folder')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port of SMPP', '2775')
    .option('--desk-port <n>', 'port on which messages can be asked about', '2776')
    .action((_options, command: Command) => run(command.optsWithGlobals<SandboxOptions>()));
};
