import 'reflect-metadata';
import { parseArgs } from 'node:util';
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

const NAMES = Object.keys(BENCHES).join(', ');

const words = ({ name, value, unit, baseline, ratio, target, ...details }: Figure): string => {
  const compared = ratio === null ? '' : `, beside ${baseline}: ${ratio}`;
  const rest = Object.entries(details).map(([key, detail]) => `  ${key} ${detail}`);
  return [`${name}: ${value} ${unit}${compared} (wanted: ${target})`, ...rest].join('\n');
};

const positive = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is a whole number from 1 on, not "${text}"`);
  return value;
};

interface Asked {
  readonly name: string | undefined;
  readonly json: boolean;
  readonly options: Omit<BenchOptions, 'tell'>;
}

/** What the command line asks for. Throws where it cannot be understood. */
const asked = (): Asked => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      rows: { type: 'string' },
      runs: { type: 'string' },
    },
  });
  const [name] = positionals;
  const [rows, runs] = [positive(values.rows, 'rows'), positive(values.runs, 'runs')];
  if (name !== undefined && !Object.hasOwn(BENCHES, name))
    throw new Error(`there is no bench "${name}"; benches: ${NAMES}`);
  return {
    name,
    json: values.json,
    options: { full: values.full, ...(rows ? { rows } : {}), ...(runs ? { runs } : {}) },
  };
};

const run = async ({ name, json, options }: Asked): Promise<void> => {
  const bench = name === undefined ? undefined : BENCHES[name];
  if (!bench) return void process.stderr.write(`benches: ${NAMES}\n`);
  // Beside the figure, which alone is what the bench answers.
  const tell = (progress: string): void => void process.stderr.write(`${name}: ${progress}\n`);
  const figure = await bench({ ...options, tell });
  process.stdout.write(`${json ? JSON.stringify(figure) : words(figure)}\n`);
};

const understood = (): Asked | undefined => {
  try {
    return asked();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
    return undefined;
  }
};

const wanted = understood();
if (wanted)
  await run(wanted).catch((error) => {
    if (!(error instanceof InterruptedError)) throw error;
    process.stderr.write('interrupted\n');
    process.exitCode = 130;
  });
