import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { costBench } from './cost.ts';
import { distributedBench } from './distributed/distributed.ts';
import { isolationBench } from './distributed/isolation.ts';
import { publishBench } from './distributed/publish.ts';
import { sendersBench } from './distributed/senders.ts';
import type { Bench, Figure } from './figure.ts';
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
const bench = name === undefined ? undefined : BENCHES[name];
if (bench) {
  const rows = positive(values.rows, 'rows');
  const runs = positive(values.runs, 'runs');
  const figure = await bench({ full: values.full, ...(rows ? { rows } : {}), ...(runs ? { runs } : {}) });
  process.stdout.write(`${values.json ? JSON.stringify(figure) : words(figure)}\n`);
} else {
  const names = Object.keys(BENCHES).join(', ');
  process.stderr.write(`${name === undefined ? '' : `there is no bench "${name}"; `}benches: ${names}\n`);
  process.exitCode = name === undefined ? 0 : 2;
}
