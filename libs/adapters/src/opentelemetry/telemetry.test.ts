import { telemetryContract } from '@cauce/ports/contract';
import { describe, expect, it } from '@jest/globals';
import { startTelemetry } from './start.ts';
import { Collector } from './testing/index.ts';

const started = async (tell: (problem: string) => void = () => {}) => {
  const collector = await Collector.start();
  Object.assign(process.env, collector.env, {
    OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    OTEL_METRIC_EXPORT_INTERVAL: '100',
  });
  const telemetry = startTelemetry({ service: 'test', instance: 'one', tell });
  return { collector, telemetry };
};

telemetryContract('OpenTelemetry', async () => {
  const { collector, telemetry } = await started();
  const it = {
    telemetry,
    values: collector.values,
    shown: async () => {
      await telemetry.close();
      return collector;
    },
  };
  return {
    it,
    dispose: async () => {
      await telemetry.close();
      await collector.close();
    },
  };
});

describe('OpenTelemetry', () => {
  it('says whose process it is, and nothing of its user, host or command line', async () => {
    const { collector, telemetry } = await started();
    await telemetry.span('work', {}, async () => {});
    await telemetry.close();
    await collector.close();
    const [{ resource }] = JSON.parse(collector.bodies[0] ?? '').resourceSpans;
    const said = resource.attributes.map(({ key }: { key: string }) => key);
    expect(said.filter((key: string) => !key.startsWith('telemetry.sdk.')).toSorted()).toEqual([
      'service.instance.id',
      'service.name',
      'service.namespace',
    ]);
  });

  it('tells in a line that nobody takes what it sends, and lets the work go on', async () => {
    const told: string[] = [];
    const { collector, telemetry } = await started((problem) => told.push(problem));
    await collector.close();
    expect(await telemetry.span('work', {}, async () => 7)).toBe(7);
    await telemetry.close();
    expect(told.length).toBeGreaterThan(0);
    for (const problem of told) expect(problem).toMatch(/^telemetry: [^\n]+$/);
  });
});
