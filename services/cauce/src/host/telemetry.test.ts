import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Collector, type SeenSpan } from '@cauce/adapters/opentelemetry/testing';
import { loadMapping } from '@cauce/ingestion';
import { VirtualClock } from '@cauce/runtime';
import { expect, it } from '@jest/globals';
import { runCauce } from '../acceptance/testing/cli-child.ts';
import { readStaged, simulate } from '../simulate/simulate.ts';
import { bookOf, OTHER, valuesOf, ZOILA } from '../testing/book.ts';
import { valuesIn } from '../testing/bytes.ts';
import { openFolder } from './folder.ts';
import { startHost } from './host.ts';

const BEGIN = Temporal.Instant.from('2026-02-02T05:00:00Z');

/** Fails whatever asks for OpenTelemetry. */
const WITHOUT = `data:text/javascript,import { registerHooks } from 'node:module';
registerHooks({ resolve: (name, context, next) => {
  if (name.startsWith('@opentelemetry')) throw new Error('asked for ' + name);
  return next(name, context);
} });`;

it('a process that names no collector loads nothing of OpenTelemetry', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cauce-unseen-'));
  const file = join(home, 'book.csv');
  writeFileSync(file, bookOf([OTHER]));
  const run = (env: NodeJS.ProcessEnv) =>
    runCauce(['import', file, '--mapping', 'cauce', '--data', join(home, 'data'), '--json'], {
      NODE_OPTIONS: `--import "${WITHOUT.replaceAll('\n', ' ')}"`,
      ...env,
    });
  expect(await run({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toMatchObject({ code: 0, err: '' });
  const { err } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
  expect(err).toContain('asked for @opentelemetry/api');
  rmSync(home, { recursive: true });
});

it('one process shows the way from a line of a file to the receipt of a provider too, and nobody', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cauce-shown-'));
  const collector = await Collector.start();
  Object.assign(process.env, collector.env);
  const path = join(home, 'book.csv');
  writeFileSync(path, bookOf([ZOILA, OTHER]));
  const clock = new VirtualClock(BEGIN);
  const folder = await openFolder({ dir: join(home, 'data'), clock });
  const host = await startHost(folder);
  const mapping = await loadMapping('cauce');
  const { lines, zone } = await readStaged(path, mapping);
  await simulate(host, clock, lines, zone, { path, mapping, from: '2026-02-02', to: '2026-02-14' });
  await host.stop();
  await folder.close();
  await collector.close();
  rmSync(home, { recursive: true });

  const { spans, bodies } = collector;
  const wayTo = (span: SeenSpan | undefined): string[] => {
    if (!span) throw new Error('a span is missing');
    if (span.parentSpanId === null) return [span.name];
    return [...wayTo(spans.find(({ spanId }) => spanId === span.parentSpanId)), span.name];
  };
  const receipts = spans.filter(({ name }) => name.startsWith('receipt '));
  expect(receipts.length).toBeGreaterThan(0);
  for (const way of receipts.map(wayTo)) {
    expect(way[0]).toBe('import line');
    expect(way).toEqual(expect.arrayContaining(['handle ContactRequested', 'handle ContactCleared']));
  }
  expect(valuesIn(Buffer.from(bodies.join('\n')), [ZOILA, OTHER].flatMap(valuesOf))).toEqual([]);
});
