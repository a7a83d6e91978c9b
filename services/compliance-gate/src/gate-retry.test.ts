import { AttemptRejected, ContactBounced } from '@cauce/contracts';
import { msOf } from '@cauce/kernel';
import { afterEach, describe, expect, it } from '@jest/globals';
import { COMPLIANCE_GATE } from './gate.controller.ts';
import { type GateRig, openGate } from './testing/rig.ts';

let rig: GateRig;
const open = async (now?: string): Promise<GateRig> => {
  rig = await openGate(now);
  return rig;
};
afterEach(() => rig.close());

describe('an attempt that failed', () => {
  it('is tried again after 5 minutes, 15, then every hour', async () => {
    const { request, tell, notMade, core, clock, controller, standing, events } = await open();
    await tell(await request());
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const outcome = await tell(await notMade());
      const [entry] = await core.dueIndex.due(COMPLIANCE_GATE, '2027-01-01T00:00:00.000Z', 9);
      if (!entry) throw new Error('no timer was set');
      waits.push((msOf(entry.dueAt) - clock.now().epochMilliseconds) / 60_000);
      expect(outcome).toEqual({ kind: 'defer', until: entry.dueAt });
      clock.moveTo(Temporal.Instant.from(entry.dueAt));
      await controller.whenDue(entry);
      expect(await core.dueIndex.next()).toBeNull();
      expect((await standing())?.status).toBe('cleared');
    }
    expect(waits).toEqual([5, 15, 60, 60]);
    const ids = (await events('ContactCleared')).map(
      ({ data }) => (data as { clearanceId: string }).clearanceId,
    );
    expect(new Set(ids).size).toBe(5);
  });

  it('is not tried again when a timer comes late and the contact stands otherwise', async () => {
    const { request, tell, notMade, accepted, controller, clock, core, events } = await open();
    await tell(await request());
    await tell(await notMade());
    const [entry] = await core.dueIndex.due(COMPLIANCE_GATE, '2027-01-01T00:00:00.000Z', 9);
    if (!entry) throw new Error('no timer was set');
    clock.moveTo(Temporal.Instant.from(entry.dueAt));
    await controller.whenDue(entry);
    await accepted();
    expect(await controller.whenDue(entry)).toEqual({ kind: 'duplicate' });
    expect(await events('ContactCleared')).toHaveLength(2);
  });

  it.each(['rejected for good', 'bounced hard'] as const)(
    'because it was %s is cleared once more at once, for the next address',
    async (how) => {
      const { request, tell, addEmail, append, attempt, accepted, invalidate, standing } = await open();
      await addEmail('second');
      await tell(await request());
      const first = (await standing())?.clearance?.clearanceId;
      const bounced = how === 'bounced hard';
      const { pointId, ...key } = bounced ? await accepted() : await attempt();
      await invalidate(pointId);
      const failed = bounced
        ? ContactBounced.make({ ...key, pointId, hard: true, code: '5.1.1', receiptId: 'r' })
        : AttemptRejected.make({ ...key, pointId, permanent: true, code: '5.1.1' });
      await tell(await append(failed));
      const after = await standing();
      expect(after?.status).toBe('cleared');
      expect(after?.clearance?.clearanceId).not.toBe(first);
    },
  );

  it('with a hard bounce stays bounced where there is no other address', async () => {
    const { request, tell, append, accepted, invalidate, standing } = await open();
    await tell(await request());
    const { pointId, ...key } = await accepted();
    await invalidate(pointId);
    const bounced = ContactBounced.make({ ...key, pointId, hard: true, code: '5.1.1', receiptId: 'r' });
    expect(await tell(await append(bounced))).toEqual({ kind: 'done' });
    expect((await standing())?.status).toBe('bounced');
  });

  it('that is told once more does not try again what a later attempt has said', async () => {
    const { request, tell, addEmail, append, attempt, accepted, invalidate, standing } = await open();
    await addEmail('second');
    await tell(await request());
    const { pointId, ...key } = await attempt();
    await invalidate(pointId);
    const rejected = await append(AttemptRejected.make({ ...key, pointId, permanent: true, code: '5.1.1' }));
    await tell(rejected);
    const { pointId: second, ...later } = await accepted();
    const soft = { ...later, pointId: second, hard: false, code: '4.2.2', receiptId: 'r' };
    await append(ContactBounced.make(soft));
    expect(await tell(rejected)).toEqual({ kind: 'duplicate' });
    expect((await standing())?.status).toBe('bounced');
  });

  it('with a soft bounce stays bounced', async () => {
    const { request, tell, append, accepted, standing } = await open();
    await tell(await request());
    const { pointId, ...key } = await accepted();
    await tell(
      await append(ContactBounced.make({ ...key, pointId, hard: false, code: '4.2.2', receiptId: 'r' })),
    );
    expect((await standing())?.status).toBe('bounced');
  });
});
