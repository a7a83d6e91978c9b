import type { Command } from 'commander';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';

/** `topics apply`. */
export const topicsCommands = (program: Command): void => {
  program
    .command('topics')
    .description('the topics of the distributed profile')
    .command('apply')
    .description(
      'create the topics that are missing in the Kafka of CAUCE_KAFKA_BROKERS; 1 where others differ',
    )
    .action(async (_options, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>();
      const { applyTopicsIn } = await import('@cauce/runtime/kafka');
      const applied = await applyTopicsIn(process.env);
      await print(applied, json, ({ created, drift }) =>
        [
          created.length > 0 ? `created ${created.join(', ')}` : 'no topic was missing',
          ...(drift.length > 0
            ? [
                'These differ from what is declared, and are left as they are:',
                table(
                  ['topic', 'what', 'declared', 'found'],
                  drift.map(({ topic, what, declared, found }) => [topic, what, declared, found]),
                ),
              ]
            : []),
        ].join('\n'),
      );
      if (applied.drift.length > 0) process.exitCode = 1;
    });
};
