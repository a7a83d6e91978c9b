import { instantText } from '@cauce/kernel';
import { manyTurns } from '@cauce/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outboundGroup } from './outbound.controller.ts';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

const done = { kind: 'done' };

describe('a provider that is away', () => {
  it('is waited for before anything is written down, and keeps nobody from stopping', async () => {
    rig.gateway.setAway(true);
    const sender = rig.sender();
    const waiting = rig.started(rig.gateway, sender).whenCleared(await rig.clear());
    await manyTurns();
    sender.stop();
    expect(await waiting).toMatchObject({ kind: 'defer' });
    expect(await rig.said()).toEqual([]);
    rig.gateway.setAway(false);
    const [entry] = await rig.core.dueIndex.due(outboundGroup('email'), instantText(rig.clock.now()), 9);
    if (!entry) throw new Error('nothing was put off');
    expect(await rig.started().whenDue(entry)).toEqual(done);
    expect(rig.gateway.taken).toHaveLength(1);
  });
});

describe('a provider that takes no more than a rate', () => {
  it('is given nothing before its turn, and the attempt is written down only then', async () => {
    const sender = rig.sender({ perSecond: 1000, burst: 1 });
    expect(await rig.started(rig.gateway, sender).whenCleared(await rig.clear())).toEqual(done);
    expect(await rig.said()).toEqual(['AttemptStarted', 'AttemptAccepted']);
  });

  it('keeps nobody from stopping: who waited is sent at the next start', async () => {
    const sender = rig.sender({ perSecond: 0.000_001, burst: 1 });
    const waiting = rig.started(rig.gateway, sender).whenCleared(await rig.clear());
    sender.stop();
    expect(await waiting).toMatchObject({ kind: 'defer' });
    expect(await rig.said()).toEqual([]);
    const [entry] = await rig.core.dueIndex.due(outboundGroup('email'), instantText(rig.clock.now()), 9);
    if (!entry) throw new Error('nothing was put off');
    expect(await rig.started().whenDue(entry)).toEqual(done);
    expect(rig.gateway.taken).toHaveLength(1);
    expect(await rig.core.dueIndex.next()).toBeNull();
  });
});
