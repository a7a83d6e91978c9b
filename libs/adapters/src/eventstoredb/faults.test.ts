import { randomUUID } from 'node:crypto';
import { NO_HASH } from '@cauce/contracts';
import { UnavailableError } from '@cauce/ports';
import { Collected, SampleStreams, sampleEvent } from '@cauce/ports/contract';
import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '../memory/event-store.ts';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { EventStoreDbEventStore } from './event-store.ts';
import { type Drop, EventStoreDouble } from './testing/double.ts';
import { DoubleLog } from './testing/double-log.ts';
import { randomFrom } from './testing/random.ts';

describe('the EventStoreDB adapter, when the server', () => {
  let log: DoubleLog;
  let double: EventStoreDouble;
  let store: EventStoreDbEventStore;
  let streams: SampleStreams;
  const nodes: EventStoreDouble[] = [];
  const node = async (port = 0): Promise<EventStoreDouble> => {
    const one = await EventStoreDouble.start({ log, port });
    nodes.push(one);
    return one;
  };
  const open = () => EventStoreDbEventStore.open({ url: double.url, monotonic: systemMonotonic });
  const revisions = async (stream: string): Promise<number[]> =>
    (await store.read(stream)).map(({ revision }) => revision);

  beforeEach(async () => {
    log = new DoubleLog(new MemoryEventStore(hurriedMonotonic()));
    double = await node();
    store = await open();
    streams = new SampleStreams();
  });
  afterEach(async () => {
    await store.close();
    await Promise.all(nodes.splice(0).map((one) => one.stop()));
  });

  describe.each([
    ['remembers the ids of events', false],
    ['has forgotten them', true],
  ])('%s, and', (_, forgetful) => {
    beforeEach(() => {
      double.faults.forgetful = forgetful;
    });

    it('times out after the commit: the event is there once and the append succeeds', async () => {
      double.faults.timeOutsAfterCommit = 1;
      expect(await store.append([streams.next('debt-1', 3)])).toEqual({ ok: true });
      expect(await revisions('debt-1')).toEqual([0, 1, 2]);
    });

    it('commits only after the append was looked for: the event is there once and the append succeeds', async () => {
      double.faults.lateCommits = 1;
      expect(await store.append([streams.next('debt-1')])).toMatchObject({ ok: true });
      expect(await revisions('debt-1')).toEqual([0]);
    });

    it('breaks the line after the commit, under load: every event is there once', async () => {
      double.faults.breaksAfterCommit = 5;
      const names = Array.from({ length: 40 }, (_, n) => `debt-${n}`);
      const results = await Promise.all(names.map((name) => store.append([streams.next(name, 2)])));
      expect(results.every(({ ok }) => ok)).toBe(true);
      for (const name of names) expect(await revisions(name)).toEqual([0, 1]);
    });
  });

  it('times out and somebody else wins meanwhile: that is a conflict', async () => {
    const rival = await open();
    double.faults.lateCommits = 1;
    const late = store.append([streams.next('debt-1')]);
    const event = sampleEvent('debt-1', 0, NO_HASH, { rival: true });
    const other = rival.append([
      { stream: 'debt-1', expected: { revision: -1, hash: NO_HASH }, events: [event] },
    ]);
    const won = [await late, await other].filter(({ ok }) => ok);
    expect(won).toHaveLength(1);
    expect(await revisions('debt-1')).toEqual([0]);
    await rival.close();
  });

  it('hands the lead to another node amid 200 appends: all are there, in order, once', async () => {
    const next = await node();
    const collected = new Collected();
    const subscription = store.subscribe({ after: null }, collected.take);
    const appends: Promise<unknown>[] = [];
    for (let n = 0; n < 200; n += 1) {
      if (n === 100) double.faults.leader = next.address;
      const append = store.append([streams.next(`debt-${n % 4}`)]);
      appends.push(append);
      if (n % 10 === 9) await append;
    }
    expect(await Promise.all(appends)).toEqual(appends.map(() => expect.objectContaining({ ok: true })));
    const expected = Array.from({ length: 50 }, (_, n) => n);
    for (let n = 0; n < 4; n += 1) expect(await revisions(`debt-${n}`)).toEqual(expected);
    await collected.reach(200);
    await subscription.close();
    expect(collected.events).toEqual((await store.readAll({ after: null, limit: 300 })).events);
  });

  it.each([false, true])(
    'drops the subscription 20 times (and repeats the event before: %s): every event is delivered once, in order',
    async (repeats) => {
      double.faults.repeats = repeats;
      const random = randomFrom(7);
      const ways: Drop[] = [status.UNAVAILABLE, status.ABORTED, status.UNKNOWN, status.CANCELLED, 'politely'];
      const all = new Collected();
      const some = new Collected();
      const subscriptions = [
        store.subscribe({ after: null, batch: 5 }, all.take),
        store.subscribe({ after: null, batch: 5, categories: ['contact'] }, some.take),
      ];
      for (let drop = 0; drop < 20; drop += 1) {
        for (let n = random(25); n >= 0; n -= 1) {
          const name = random(8) === 0 ? 'contact-1' : `debt-${random(5)}`;
          await store.append([streams.next(name, 1 + random(3))]);
        }
        await double.dropSubscriptions(ways[random(ways.length)] ?? 'politely');
      }
      await store.append([streams.next('contact-1')]);
      const { events } = await store.readAll({ after: null, limit: 10_000 });
      const ofContact = events.filter(({ stream }) => stream === 'contact-1');
      await Promise.all([all.reach(events.length), some.reach(ofContact.length)]);
      await Promise.all(subscriptions.map((one) => one.close()));
      expect(all.events).toEqual(events);
      expect(some.events).toEqual(ofContact);
    },
  );

  it('is away and comes back: appends and reads wait, the subscription goes on', async () => {
    const collected = new Collected();
    const subscription = store.subscribe({ after: null }, collected.take);
    await store.append([streams.next('debt-1')]);
    await collected.reach(1);
    const { port } = double.address;
    await double.stop();
    const append = store.append([streams.next('debt-1'), streams.next('contact-1')]);
    const head = store.head('debt-1');
    double = await node(port);
    expect(await append).toMatchObject({ ok: true });
    expect((await head).revision).toBeGreaterThanOrEqual(0);
    await collected.reach(3);
    await subscription.close();
    expect(await revisions('debt-1')).toEqual([0, 1]);
  });

  it('is not ready for a while, and slow: appends and reads wait', async () => {
    Object.assign(double.faults, { notReady: 5, slowMs: 5 });
    expect(await store.append([streams.next('debt-1')])).toMatchObject({ ok: true });
    double.faults.notReady = 3;
    expect(await revisions('debt-1')).toEqual([0]);
    expect(double.faults.notReady).toBe(0);
  });

  it('stays away: reads and appends are given up as unavailable', async () => {
    const impatient = await EventStoreDbEventStore.open({ url: double.url, monotonic: hurriedMonotonic() });
    double.faults.notReady = Number.POSITIVE_INFINITY;
    await expect(impatient.read('debt-1')).rejects.toThrow(UnavailableError);
    await expect(impatient.append([streams.next('debt-1')])).rejects.toThrow(UnavailableError);
    await impatient.close();
  });

  it('does not come back: an append rejects when the log is closed', async () => {
    double.faults.notReady = Number.POSITIVE_INFINITY;
    const append = store.append([streams.next('debt-1')]);
    const refused = expect(append).rejects.toThrow(/closed/);
    await store.close();
    await refused;
  });

  it('takes less at once than the append has: the append rejects, and says what setting it is', async () => {
    const append = streams.next('debt-1', 3, { text: 'x'.repeat(400_000) });
    await expect(store.append([append])).rejects.toThrow(/debt-1: the append is larger .*MaxAppendSize/);
    expect(await revisions('debt-1')).toEqual([]);
  });

  it('takes an append that is larger than a message', async () => {
    const roomy = await EventStoreDouble.start({ log, maxAppendBytes: 16 << 20 });
    nodes.push(roomy);
    const other = await EventStoreDbEventStore.open({ url: roomy.url, monotonic: systemMonotonic });
    const append = streams.next('debt-1', 8, { text: 'x'.repeat(900_000) });
    expect(await other.append([append])).toMatchObject({ ok: true });
    expect(await revisions('debt-1')).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await other.close();
  });

  it('has written much of its own since: the end of the log is still that of our last event', async () => {
    const own = {
      id: randomUUID(),
      type: '$stats',
      contentType: 'application/json',
      data: Buffer.from('{}'),
    };
    for (let n = 0; n < 20; n += 1) await log.append('$stats', 'any', [own], false);
    expect(await store.end()).toBeNull();
    await store.append([streams.next('debt-1')]);
    for (let n = 0; n < 1_200; n += 1) await log.append('$stats', 'any', [own], false);
    expect(await store.end()).toBe((await store.read('debt-1'))[0]?.position);
  });

  it('is one of a cluster: the leader is found, and found again when it changes', async () => {
    const second = await node();
    double.faults.leader = second.address;
    for (const url of [
      `esdb://127.0.0.1:${double.address.port},127.0.0.1:${second.address.port}?tls=false`,
      `esdb+discover://127.0.0.1:${double.address.port}?tls=false`,
    ]) {
      const clustered = await EventStoreDbEventStore.open({ url, monotonic: systemMonotonic });
      expect(await clustered.append([streams.next('debt-1')])).toMatchObject({ ok: true });
      double.faults.leader = undefined;
      second.faults.leader = double.address;
      expect(await clustered.append([streams.next('debt-1')])).toMatchObject({ ok: true });
      second.faults.leader = undefined;
      double.faults.leader = second.address;
      await clustered.close();
    }
    double.faults.leader = undefined;
    expect(await revisions('debt-1')).toEqual([0, 1, 2, 3]);
  });

  it('has events of somebody else in our streams: reading them rejects and names them', async () => {
    const foreign = {
      id: randomUUID(),
      type: 'Noted',
      contentType: 'application/json',
      data: Buffer.from('{"a":1}'),
    };
    await log.append('debt-1', 'any', [foreign], false);
    await expect(store.read('debt-1')).rejects.toThrow(/debt-1@0 is not an event of Cauce/);
  });

  it('links events in streams of ours: the links are not of the log', async () => {
    const link = {
      id: randomUUID(),
      type: '$>',
      contentType: 'application/octet-stream',
      data: Buffer.from('0@a'),
    };
    for (let n = 0; n < 5; n += 1)
      await log.append('debt-links', 'any', [{ ...link, id: randomUUID() }], false);
    await store.append([streams.next('debt-1', 2)]);
    for (let n = 0; n < 5; n += 1)
      await log.append('debt-links', 'any', [{ ...link, id: randomUUID() }], false);
    await store.append([streams.next('debt-2')]);
    const page = await store.readAll({ after: null, limit: 4, categories: ['debt'] });
    expect(page).toMatchObject({
      events: [{ stream: 'debt-1' }, { stream: 'debt-1' }, { stream: 'debt-2' }],
      atEnd: true,
    });
    expect(await Array.fromAsync(store.streams('debt'))).toEqual(['debt-1', 'debt-2']);
  });

  it('writes streams of its own: they are not of the log', async () => {
    await store.append([streams.next('debt-1')]);
    const kept = await Array.fromAsync(log.from(0n));
    expect(kept.map(({ stream }) => stream)).toEqual(['$stats-double', 'debt-1']);
    expect((await store.readAll({ after: null, limit: 5 })).events).toHaveLength(1);
  });
});
