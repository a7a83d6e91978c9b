import { describe, expect, it } from '@jest/globals';
import type { Telemetry } from '../telemetry.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { eventually } from './message-bus-probe.ts';

/** A span as whoever looks sees it. */
export interface ShownSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly links: readonly string[];
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly failed: boolean;
}

export interface ShownValue {
  readonly name: string;
  /** Of a duration how many were counted. */
  readonly value: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

export interface TelemetryHarness {
  readonly telemetry: Telemetry;
  /** What was shown so far of what is counted and measured; it is shown from time to time. */
  readonly values: readonly ShownValue[];
  /** Closes it; all that was shown. */
  shown(): Promise<{ readonly spans: readonly ShownSpan[]; readonly values: readonly ShownValue[] }>;
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

/** What every way of showing work must do. */
export const telemetryContract = (name: string, make: MakeFresh<TelemetryHarness>): void => {
  describe(`Telemetry: ${name}`, () => {
    const fresh = withFresh(make);
    const span = async (name: string): Promise<ShownSpan> => {
      const found = (await fresh().shown()).spans.filter((one) => one.name === name);
      expect(found).toHaveLength(1);
      return found[0] as ShownSpan;
    };

    it('continues a trace that came from elsewhere, and tells how it goes on', async () => {
      const { telemetry } = fresh();
      expect(telemetry.current()).toBeUndefined();
      const told = await telemetry.span('work', { parent: TRACEPARENT }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return telemetry.current();
      });
      expect(telemetry.current()).toBeUndefined();
      const { traceId, spanId, parentSpanId } = await span('work');
      expect([traceId, parentSpanId]).toEqual([TRACE, PARENT]);
      expect(told).toBe(`00-${TRACE}-${spanId}-01`);
    });

    it('begins the work at once, in the order of the calls', async () => {
      const { telemetry } = fresh();
      const begun: number[] = [];
      const works = [1, 2, 3].map((n) => telemetry.span('work', {}, async () => begun.push(n)));
      expect(begun).toEqual([1, 2, 3]);
      await Promise.all(works);
    });

    it('has work within work continue it, at once and beside each other', async () => {
      const { telemetry } = fresh();
      await telemetry.span('outer', { parent: TRACEPARENT }, async () => {
        const inner = (name: string) =>
          telemetry.span(name, {}, async () => {
            await new Promise((resolve) => setImmediate(resolve));
            return telemetry.current();
          });
        const [one, two] = await Promise.all([inner('one'), inner('two')]);
        expect(one).not.toBe(two);
      });
      const { spans } = await fresh().shown();
      const outer = spans.find((one) => one.name === 'outer');
      const parents = spans.filter((one) => one.name !== 'outer').map((one) => one.parentSpanId);
      expect(parents).toEqual([outer?.spanId, outer?.spanId]);
    });

    it.each([null, 'nonsense', `00-${'0'.repeat(32)}-${PARENT}-01`])(
      'begins a trace where it continues %s, whatever is under way',
      async (parent) => {
        const { telemetry } = fresh();
        await telemetry.span('outer', { parent: TRACEPARENT }, () =>
          telemetry.span('inner', { parent, links: [TRACEPARENT, 'nonsense'] }, async () => {}),
        );
        const inner = await span('inner');
        expect(inner.parentSpanId).toBeNull();
        expect(inner.traceId).not.toBe(TRACE);
        expect(inner.links).toEqual([PARENT]);
      },
    );

    it('keeps a trace that nobody is to look at going, without showing it', async () => {
      const { telemetry } = fresh();
      const unseen = TRACEPARENT.replace(/01$/, '00');
      const told = await telemetry.span('work', { parent: unseen }, async () => telemetry.current());
      expect(told).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
      expect((await fresh().shown()).spans).toEqual([]);
    });

    it('says what failed by its kind, and never by its words', async () => {
      const { telemetry } = fresh();
      const work = telemetry.span('work', { attributes: { 'cauce.channel': 'sms' } }, async ({ set }) => {
        set({ 'cauce.outcome': 'unknown' });
        throw new RangeError('Ana Gómez');
      });
      await expect(work).rejects.toThrow('Ana Gómez');
      const shown = await fresh().shown();
      expect(JSON.stringify(shown)).not.toContain('Ana');
      expect(shown.spans[0]).toMatchObject({
        failed: true,
        attributes: { 'cauce.channel': 'sms', 'cauce.outcome': 'unknown', 'error.type': 'RangeError' },
      });
    });

    it('counts, by the labels of the measure only', async () => {
      const { telemetry } = fresh();
      const one = { 'cauce.channel': 'sms', 'cauce.outcome': 'accepted', 'cauce.attempt.id': 'a' } as const;
      telemetry.count('cauce.attempts', one);
      telemetry.count('cauce.attempts', { ...one, 'cauce.attempt.id': 'b' }, 2);
      telemetry.count('cauce.attempts', { ...one, 'cauce.outcome': 'rejected' });
      await telemetry.span(
        'append debt',
        {
          duration: 'db.client.operation.duration',
          attributes: { 'db.operation.name': 'append', 'cauce.stream': 'debt-1' },
        },
        async () => {},
      );
      const { values } = await fresh().shown();
      const of = (name: string) =>
        values.filter((one) => one.name === name).map(({ value, attributes }) => ({ value, ...attributes }));
      expect(of('cauce.attempts')).toEqual([
        { value: 3, 'cauce.channel': 'sms', 'cauce.outcome': 'accepted' },
        { value: 1, 'cauce.channel': 'sms', 'cauce.outcome': 'rejected' },
      ]);
      expect(of('db.client.operation.duration')).toEqual([{ value: 1, 'db.operation.name': 'append' }]);
    });

    it('reads gauges, and leaves out what cannot be read', async () => {
      const { telemetry } = fresh();
      telemetry.gauge('cauce.relay.lag', async () => [{ value: 7, attributes: { 'cauce.relay.part': 0 } }]);
      telemetry.gauge('cauce.projection.lag', () => Promise.reject(new Error('the server is away')));
      const read = async () => [...new Set(fresh().values.map(({ name, value }) => `${name} ${value}`))];
      await eventually(read, ['cauce.relay.lag 7']);
    });
  });
};
