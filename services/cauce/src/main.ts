import 'reflect-metadata';
import { runCli } from './cli/program.ts';

// Whoever reads the output may stop before its end, as `head` does; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2));
