import { HoldPlaced } from '@cauce/contracts';
import { debt } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { expect, it } from '@jest/globals';
import { Past } from './known.ts';
import { openGate } from './testing/rig.ts';

const [BEFORE, THEN, LATER] = [
  '2026-03-11T14:29:59.999Z',
  '2026-03-11T14:30:00.000Z',
  '2026-04-01T00:00:00.000Z',
];

it('what was known of a stream ends where the basis says; of one that it does not name, with what was recorded by then', async () => {
  const { core, history, owed, close } = await openGate(THEN);
  const { debtId, debtorId } = owed;
  const hold = HoldPlaced.make({ debtId, debtorId, holdId: derivedId('test', 'hold') });
  await history.append('debt', debtId, hold);
  const stream = `debt-${debtId}`;
  const past = new Past(core.store);
  const known = async (at: string, upTo?: number) => {
    past.goTo(at, new Map(upTo === undefined ? [] : [[stream, upTo]]));
    const { state, revision } = await past.see(debt, stream);
    return { revision, holds: state?.holds.length };
  };
  expect(await known(BEFORE)).toEqual({ revision: 0, holds: 0 });
  expect(await known(THEN)).toEqual({ revision: 1, holds: 1 });
  expect(await known(LATER, 0)).toEqual({ revision: 0, holds: 0 });
  expect(await known(LATER, 1)).toEqual({ revision: 1, holds: 1 });
  expect(await known(BEFORE, 1)).toEqual({ revision: 1, holds: 1 });
  await close();
});
