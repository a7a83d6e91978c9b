import type { Role } from '@cauce/domain';
import type { Command } from 'commander';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';

/** Every role there is; the compiler sees to it that none is missing. */
const ROLES: { readonly [R in Role]: true } = {
  admin: true,
  manager: true,
  supervisor: true,
  collector: true,
  compliance: true,
  auditor: true,
  service: true,
};

/** `principal add`, `principal list` and `principal revoke`. */
export const principalCommands = (program: Command): void => {
  const parent = program
    .command('principal')
    .description('who may act, in which role, each with a key of its own');
  parent
    .command('add')
    .description('make a principal and show its key, this once')
    .argument('<name>')
    .requiredOption('--role <role>', Object.keys(ROLES).join(', '))
    .action(async (name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { role: string }>();
      const added = await ask(options, 'principal-add', { name, role: options.role });
      await print(
        added,
        options.json,
        ({ name, role, key }) => `${name} (${role}); its key, shown this once:\n${key}`,
      );
    });
  parent
    .command('list')
    .description('every principal there ever was')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'principal-list', {}), options.json, ({ principals }) =>
        table(
          ['name', 'role', 'id', 'in force'],
          principals.map(({ name, role, principalId, revoked }) => [
            name,
            role,
            principalId,
            revoked ? 'no' : 'yes',
          ]),
        ),
      );
    });
  parent
    .command('revoke')
    .description("take a principal's key out of force, for good")
    .argument('<name>')
    .action(async (name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'principal-revoke', { name }), options.json, () => `${name} is revoked`);
    });
};
