import type { VerifyReport } from '@cauce/ports';
import type { Command } from 'commander';
import { ask } from '../ask.ts';
import type { GlobalOptions } from '../context.ts';
import { print, table } from '../output.ts';
import { progressBar } from '../progress.ts';

const verifyWords = ({ streams, events, firstBad, head, headHolds, ledgerLostAt }: VerifyReport): string =>
  [
    ...(firstBad ? [`NOT what it was: ${firstBad.kind} at ${firstBad.stream}@${firstBad.revision}`] : []),
    ...(headHolds === false
      ? ['NOT what it was when that head was told: what stood before it was altered or cut off']
      : []),
    ...(ledgerLostAt === undefined
      ? []
      : [
          `the ledger was lost when the log had ${ledgerLostAt} events: it cannot tell what was cut off before`,
        ]),
    ...(firstBad || headHolds === false
      ? []
      : [`${events} events in ${streams} streams: no event was changed`]),
    ...(head ? [`head ${head}: kept elsewhere, it proves this later (--head)`] : []),
  ].join('\n');

/** `audit`, `rebuild`, `parked` and `unpark`. */
export const upkeepCommands = (program: Command): void => {
  program
    .command('audit')
    .description('proofs about the log')
    .command('verify')
    .description('name the first altered, missing, inserted or reordered event, or say that there is none')
    .option('--head <head>', 'what this command told of the log before: say whether it still begins so')
    .action(async (_options, command: Command) => {
      const { head, ...options } = command.optsWithGlobals<GlobalOptions & { readonly head?: string }>();
      const report = await ask(options, 'audit-verify', head === undefined ? {} : { head });
      await print(report, options.json, verifyWords);
      if (!report.ok) process.exitCode = 1;
    });
  program
    .command('rebuild')
    .description('build read models anew from the log, beside the live ones, and switch')
    .argument('[model]', 'one model; left out, all')
    .action(async (model: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const bar = progressBar('rebuilding');
      const report = await ask(options, 'rebuild', model ? { model } : {});
      bar.stop();
      await print(report, options.json, ({ models }) =>
        table(
          ['model', 'events', 'seconds', 'equal'],
          models.map(({ name, events, seconds, hash, liveHash }) => [
            name,
            events,
            seconds,
            hash === liveHash ? 'yes' : 'NO',
          ]),
        ),
      );
    });
  program
    .command('parked')
    .description('keys that stand still because a handler failed, and why')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(await ask(options, 'parked', {}), options.json, ({ parked }) =>
        parked.length === 0
          ? 'nothing is parked'
          : table(
              ['group', 'key', 'waiting', 'event', 'reason'],
              parked.map(({ group, key, waiting, eventType, reason }) => [
                group,
                key,
                waiting,
                eventType,
                reason.split('\n', 1)[0] ?? '',
              ]),
            ),
      );
    });
  program
    .command('unpark')
    .description('hand a parked key its messages again, in order; asks the running host')
    .argument('<group>')
    .argument('<key>')
    .action(async (group: string, key: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await print(
        await ask(options, 'unpark', { group, key }),
        options.json,
        () => `un-parked ${key} of ${group}`,
      );
    });
};
