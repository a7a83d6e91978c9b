import type { Command } from 'commander';

/** `serve`: the API of the distributed profile. */
export const serveCommand = (program: Command): void => {
  program
    .command('serve')
    .description(
      'serve the API over the servers of the distributed profile; settings: deploy/docs/configuration.md',
    )
    .action(async () => {
      const { runApi } = await import('../../distributed/api-program.ts');
      await runApi();
    });
};
