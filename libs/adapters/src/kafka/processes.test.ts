import { setTimeout as sleep } from 'node:timers/promises';
import { done, type Outcome, UnavailableError } from '@cauce/ports';
import { eventually, manyTurns, Probe } from '@cauce/ports/contract';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type KafkaHarness, kafkaHarness, sessionMs } from './testing/kafka-harness.ts';

const types = ['SampleNoted'];
const streams = Array.from({ length: 12 }, (_, n) => `debt-${n}`);
const group = (probe: Probe) => ({ group: 'one', types, handle: probe.handle });

describeOn('kafka', 'the processes of a group', () => {
  let harness: KafkaHarness;
  let session: number;
  beforeEach(async () => {
    const addresses = await testServers.kafka();
    session = sessionMs(addresses);
    harness = await kafkaHarness(addresses, session);
  });
  afterEach(() => harness.end());

  /** Of how many messages the broker knows that the group has finished them, those beyond one that is not too. */
  const toldFinished = async (): Promise<number> => {
    const admin = harness.kafka.admin();
    await admin.connect();
    const found = await admin.fetchOffsets({ groupId: harness.topics.named('one') });
    await admin.disconnect();
    const sizes = found.flatMap(({ partitions }) =>
      partitions.map(({ offset, metadata }) => {
        const ranges = (metadata ?? '').split(',').filter(Boolean);
        const beyond = ranges.map((range) => range.split('-').map(Number) as [number, number?]);
        return beyond.reduce((sum, [from, to = from]) => sum + to - from + 1, Math.max(0, Number(offset)));
      }),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };

  it('share its keys: all of a key comes to one of them, its timers too', async () => {
    const [one, two] = [new Probe(), new Probe()];
    const other = await harness.start();
    const consumers = [await harness.bus.consume(group(one)), await other.bus.consume(group(two))] as const;
    for (const stream of streams) await harness.append(stream, 3);
    await Promise.all([harness.bus.idle(), other.bus.idle()]);
    const counts = streams.map((stream) => [one.of(stream).length, two.of(stream).length]);
    expect(new Set(counts.map(String))).toEqual(new Set(['3,0', '0,3']));
    for (const [n, stream] of streams.entries()) {
      const woken = await Promise.all(consumers.map((consumer) => consumer.wake(stream, async () => done)));
      expect(woken.map(Number).map((is) => is * 3)).toEqual(counts[n]);
    }
  });

  it('un-park a key that another was asked for, also when that comes at a standstill', async () => {
    const probe = new Probe().on('debt-a@0', async () => ({ kind: 'poison', error: 'broken' }));
    await harness.bus.consume(group(probe));
    await harness.append('debt-a', 2);
    await harness.bus.idle();
    const refused = Promise.withResolvers<void>();
    probe.on('debt-a@0', async () => {
      refused.resolve();
      throw new UnavailableError('the log', new Error('connection refused'));
    });
    const other = await harness.start();
    expect(await other.bus.unpark('one', 'debt-a')).toBe(true);
    await refused.promise;
    expect(probe.of('debt-a')).not.toContain(1);
    probe.forget('debt-a@0');
    await probe.entered('debt-a@1');
    await harness.bus.idle();
    expect(await harness.bus.parked()).toEqual([]);
  });

  it.each(['joins', 'leaves'])(
    'hand over, when one %s, what has not begun; nothing runs twice',
    async (how) => {
      const gate = Promise.withResolvers<Outcome>();
      const [one, two] = [new Probe().on('debt-slow@0', () => gate.promise), new Probe()];
      const consumer = await harness.bus.consume(group(one));
      const other = await harness.start();
      await harness.append('debt-slow', 3);
      for (const stream of streams) await harness.append(stream, 2);
      await Promise.all(
        ['debt-slow@0', ...streams.map((stream) => `${stream}@1`)].map((at) => one.entered(at)),
      );
      const joined = other.bus.consume(group(two));
      const left = how === 'leaves' ? consumer.stop() : null;
      // Long enough for the members to hear of each other: nobody has the work before what is under way is over.
      const waiting = sleep(session / 2, 'waiting');
      expect(await Promise.race([joined, waiting])).toBe('waiting');
      gate.resolve(done);
      await left;
      await joined;
      await Promise.all([harness.bus.idle(), other.bus.idle()]);
      const all = [...one.seen, ...two.seen];
      expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
      expect(all).toHaveLength(streams.length * 2 + 3);
      if (how === 'leaves') expect(two.of('debt-slow')).toEqual([1, 2]);
    },
  );

  it('do not do again, when one dies, what was finished behind a slow key', async () => {
    const never = Promise.withResolvers<Outcome>();
    const [one, two] = [new Probe().on('debt-slow@0', () => never.promise), new Probe()];
    const other = await harness.start();
    await harness.bus.consume(group(one));
    await harness.append('debt-slow', 2);
    for (const stream of streams) await harness.append(stream, 1);
    await Promise.all(
      ['debt-slow@0', ...streams.map((stream) => `${stream}@0`)].map((at) => one.entered(at)),
    );
    await eventually(async () => ({ told: await toldFinished() }), { told: streams.length });
    await manyTurns();
    await harness.die();
    await other.bus.consume(group(two));
    await other.bus.idle();
    never.resolve(done);
    expect(two.seen).toEqual(['debt-slow@0', 'debt-slow@1']);
  });

  it('keep a key while its message takes longer than a session', async () => {
    const gate = Promise.withResolvers<Outcome>();
    const [one, two] = [new Probe().on('debt-a@0', () => gate.promise), new Probe()];
    const other = await harness.start();
    await harness.bus.consume(group(one));
    await harness.append('debt-a', 2);
    await one.entered('debt-a@0');
    // The broker's own clock decides when a session is over.
    await sleep(1.5 * session);
    await harness.append('debt-b');
    await one.entered('debt-b@0');
    gate.resolve(done);
    await harness.bus.idle();
    await other.bus.consume(group(two));
    await other.bus.idle();
    expect([one.of('debt-a'), two.seen]).toEqual([[0, 1], []]);
  });

  it('un-park a key wherever it is asked for', async () => {
    const probe = new Probe().on('debt-a@0', async () => ({ kind: 'park', reason: 'out of paper' }));
    const other = await harness.start();
    await harness.bus.consume(group(probe));
    await harness.append('debt-a', 3);
    await harness.bus.idle();
    expect(await other.bus.parked()).toMatchObject([{ key: 'debt-a', waiting: 3 }]);
    probe.forget('debt-a@0');
    expect(await other.bus.unpark('one', 'debt-a')).toBe(true);
    await harness.bus.idle();
    expect(probe.of('debt-a')).toEqual([0, 0, 1, 2]);
    expect([await other.bus.parked(), await other.bus.unpark('one', 'debt-a')]).toEqual([[], false]);
  });

  it('say so of a message that is no event, and go on', async () => {
    const probe = new Probe();
    await harness.bus.consume(group(probe));
    const producer = harness.kafka.producer();
    await producer.connect();
    const headers = { type: 'SampleNoted' };
    const messages = ['{', '{"stream":1}'].map((value) => ({ key: 'debt-a', value, headers }));
    await producer.send({ topic: harness.topics.named('debt'), messages });
    await producer.disconnect();
    await harness.append('debt-a');
    await harness.bus.idle();
    expect(probe.seen).toEqual(['debt-a@0']);
    expect(harness.failures).toHaveLength(2);
    expect(harness.failures[0]).toMatch(/^one\|debt-a\|.*debt, \d, 0: this message holds no event$/);
  });
});
