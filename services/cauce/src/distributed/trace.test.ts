import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SeenSpan } from '@cauce/adapters/opentelemetry/testing';
import { COUNTERS, DURATIONS, GAUGES, type Measure } from '@cauce/ports';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OTHER, valuesOf, ZOILA } from '../testing/book.ts';
import { valuesIn } from '../testing/bytes.ts';
import { startDouble } from './local-system.ts';
import { shownRun } from './testing/shown-run.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-trace-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** What would give a person away, of everybody in the file. */
const personal = [
  ...[ZOILA, OTHER].flatMap(valuesOf),
  ...[ZOILA.guarantor, ZOILA.advisor].flatMap((one) => Object.values(one ?? {})),
];

describeOn('kafka', 'what the programs of the distributed profile show', () => {
  let run: Awaited<ReturnType<typeof shownRun>>;
  beforeAll(async () => {
    const double = await startDouble(place);
    const { brokers } = await testServers.kafka();
    const servers = { eventStore: double.url, brokers, mongo: await testServers.mongo() };
    run = await shownRun(place, servers).finally(() => double.process.stop());
  }, 300_000);

  /** A span and what led to it, the beginning of the trace first. Fails where one of them was not sent. */
  const wayTo = (span: SeenSpan): SeenSpan[] => {
    if (span.parentSpanId === null) return [span];
    const parent = run.spans.find(({ spanId }) => spanId === span.parentSpanId);
    if (!parent) throw new Error(`what led to ${span.name} of ${span.service} is missing`);
    return [...wayTo(parent), span];
  };
  const receipts = () => run.spans.filter(({ name }) => name.startsWith('receipt '));
  const said = ({ service, name }: SeenSpan): string => `${service}: ${name.replace(/ test-\w+\./, ' ')}`;

  it('leads from each receipt of a provider back to a line of the file, in one trace', () => {
    expect(run.taken).toBeGreaterThan(2);
    expect(receipts()).toHaveLength(run.taken);
    for (const receipt of receipts()) {
      const way = wayTo(receipt);
      expect(way[0]?.name).toBe('import line');
      expect(new Set(way.map(({ traceId }) => traceId)).size).toBe(1);
    }
  });

  it('shows every step of a contact, in every program, across Kafka and the log', () => {
    const way =
      receipts()
        .map(wayTo)
        .toSorted((a, b) => a.length - b.length)[0] ?? [];
    expect(way.map(said)).toEqual([
      'api: import line',
      'ingestion: send debt',
      'segmentation: handle DebtPlaced',
      'segmentation: wake segmentation',
      'ingestion: send treatment',
      'compliance-gate: handle ContactRequested',
      'ingestion: send clearance.email',
      'outbound-channel: handle ContactCleared',
      'outbound-channel: receipt email',
    ]);
    const trace = run.spans.filter(({ traceId }) => traceId === way[0]?.traceId);
    const all = new Set(trace.map(said));
    for (const one of [
      'scoring: handle SegmentEntered',
      'segmentation: append treatment',
      'compliance-gate: adjudicate',
      'compliance-gate: append contact',
      'outbound-channel: attempt email',
    ])
      expect(all).toContain(one);
    const projections = run.spans.filter(
      ({ service, name }) => service === 'reporting' && name === 'project',
    );
    const linked = new Set(projections.flatMap(({ links }) => links));
    expect(trace.some(({ spanId }) => linked.has(spanId))).toBe(true);
  });

  it('measures everything that it declares, by its labels', () => {
    const declared: Record<string, Measure> = { ...COUNTERS, ...DURATIONS, ...GAUGES };
    for (const [name, { unit, labels }] of Object.entries(declared)) {
      const seen = run.values.filter((one) => one.name === name);
      expect([name, new Set(seen.map((one) => one.unit))]).toEqual([name, new Set([unit])]);
      const used = new Set(seen.flatMap(({ attributes }) => Object.keys(attributes)));
      // Nothing failed.
      const wanted = labels.filter((label) => label !== 'error.type');
      expect([name, [...used].toSorted()]).toEqual([name, wanted.toSorted()]);
    }
    const accepted = run.values.filter(
      ({ name, attributes }) => name === 'cauce.attempts' && attributes['cauce.outcome'] === 'accepted',
    );
    const last = new Map(accepted.map(({ attributes, value }) => [attributes['cauce.channel'], value]));
    expect([...last.values()].reduce((sum, one) => sum + one, 0)).toBe(run.taken);
  });

  it('gives nobody away, in no span, metric, line of log, topic, key, header or message', () => {
    const { bodies, lines, kafka } = run;
    const everything = [
      ...bodies,
      ...lines,
      ...kafka.topics,
      ...kafka.messages.map((one) => JSON.stringify(one)),
    ];
    expect(kafka.messages.length).toBeGreaterThan(20);
    expect(valuesIn(Buffer.from(everything.join('\n')), personal)).toEqual([]);
  });

  it('brings every message with the trace that it continues', () => {
    const sent = new Map(run.spans.map((span) => [span.spanId, span]));
    for (const { topic, headers } of run.kafka.messages) {
      const [, traceId, spanId = ''] = String(headers.traceparent).split('-');
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect([topic, sent.get(spanId)?.traceId]).toEqual([topic, traceId]);
    }
  });
});
