import 'reflect-metadata';
import { type CommandLine, commandLine } from '../scripts/command-line.ts';
import { costBench } from './cost.ts';
import { distributedBench } from './distributed/distributed.ts';
import { isolationBench } from './distributed/isolation.ts';
import { publishBench } from './distributed/publish.ts';
import { sendersBench } from './distributed/senders.ts';
import { InterruptedError } from './distributed/stage.ts';
import type { Bench, BenchOptions, Figure } from './figure.ts';
import { gateBench } from './gate.ts';
import { importBench } from './import.ts';
import { lineBench } from './line.ts';
import { processesBench } from './processes.ts';
import { rebuildBench } from './rebuild.ts';
import { startBench } from './start.ts';
import { timelineBench } from './timeline.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  import: importBench,
  line: lineBench,
  rebuild: rebuildBench,
  timeline: timelineBench,
  gate: gateBench,
  start: startBench,
  cost: costBench,
  processes: processesBench,
  publish: publishBench,
  senders: sendersBench,
  isolation: isolationBench,
  distributed: distributedBench,
};

const USAGE = `npm run bench -- NAME [--rows N] [--runs N] [--full] [--json]

  NAME    ${Object.keys(BENCHES).join(', ')}
  --rows  rows, debts or messages, where the bench has some
  --runs  how often the work and its baseline are measured, one after the other
  --full  the sizes that take an hour, too
  --json  the figure as one line of JSON

What each bench measures, and beside what: deploy/docs/benchmarks.md`;

const words = ({ name, value, unit, baseline, ratio, target, ...details }: Figure): string => {
  const compared = ratio === null ? '' : `, beside ${baseline}: ${ratio}`;
  const rest = Object.entries(details).map(([key, detail]) => `  ${key} ${detail}`);
  return [`${name}: ${value} ${unit}${compared} (wanted: ${target})`, ...rest].join('\n');
};

interface Asked {
  readonly name: string;
  readonly bench: Bench;
  readonly json: boolean;
  readonly options: Omit<BenchOptions, 'tell'>;
}

const asked = (given: CommandLine): Asked => {
  const [name, ...others] = given.words;
  if (name === undefined) throw new Error('which bench?');
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) throw new Error(`there is no bench "${name}"`);
  if (others.length > 0) throw new Error(`one bench at a time, not ${others.join(', ')} too`);
  const [rows, runs] = [given.count('rows'), given.count('runs')];
  return {
    name,
    bench,
    json: given.flag('json'),
    options: { full: given.flag('full'), ...(rows ? { rows } : {}), ...(runs ? { runs } : {}) },
  };
};

const run = async ({ name, bench, json, options }: Asked): Promise<void> => {
  // Beside the figure, which alone is what the bench answers.
  const tell = (progress: string): void => void process.stderr.write(`${name}: ${progress}\n`);
  const figure = await bench({ ...options, tell });
  process.stdout.write(`${json ? JSON.stringify(figure) : words(figure)}\n`);
};

const names = { texts: ['rows', 'runs'], flags: ['json', 'full'], words: true };
await run(commandLine(USAGE, names, asked)).catch((error) => {
  if (!(error instanceof InterruptedError)) throw error;
  process.stderr.write('interrupted\n');
  process.exitCode = 130;
});
