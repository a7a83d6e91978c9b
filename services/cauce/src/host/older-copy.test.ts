import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debt } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { VirtualClock } from '@cauce/runtime';
import { History } from '@cauce/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Folder, openFolder } from './folder.ts';
import { acceptOlderCopy, LedgerLostError, OlderCopyError, refuseOlderCopy } from './older-copy.ts';

let around: string;
beforeEach(() => {
  around = mkdtempSync(join(tmpdir(), 'cauce-older-'));
});
afterEach(() => rmSync(around, { recursive: true, force: true }));

const clock = new VirtualClock(Temporal.Instant.from('2026-03-01T12:00:00.000Z'));

const opened = async <T>(work: (folder: Folder) => Promise<T>): Promise<T> => {
  const folder = await openFolder({ dir: join(around, 'data'), clock });
  try {
    return await work(folder);
  } finally {
    await folder.close();
  }
};

const hold = (name: string) =>
  opened(async ({ core }) => {
    const history = new History(core.log, clock, core.ids);
    const book = await history.book();
    const { debtId } = await history.debt(book, await history.debtor(1), {
      obligation: 'A-1',
      minor: 10_000,
      dueDate: '2026-03-10',
    });
    const id = derivedId('hold', name);
    await core.log.transact({ actor: 'policy:test', causationId: id, correlationId: id }, (unit) =>
      unit.execute(debt, debtId, { kind: 'hold', holdId: id, reason: 'dispute' }),
    );
  });

const refusal = () =>
  opened(({ dir, core }) =>
    refuseOlderCopy(dir, core.ledger).then(
      () => null,
      (error: unknown) => error,
    ),
  );

it('an older copy beside its ledger is refused at every opening, until somebody agrees to it', async () => {
  const [data, copy] = [join(around, 'data'), join(around, 'copy')];
  await hold('first');
  cpSync(data, copy, { recursive: true });
  await hold('second');
  expect(await refusal()).toBeNull();
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true });
  for (const _ of [1, 2]) {
    const error = await refusal();
    expect(error).toBeInstanceOf(OlderCopyError);
    expect(String(error)).toMatch(/\d+ events are missing/);
  }
  await opened(({ core }) => acceptOlderCopy(core.ledger));
  expect(await refusal()).toBeNull();
  await hold('third');
  expect(await refusal()).toBeNull();
});

it('a folder whose ledger is gone is refused at every opening, until somebody agrees to it', async () => {
  await hold('first');
  rmSync(join(around, 'data.ledger'));
  for (const _ of [1, 2]) expect(await refusal()).toBeInstanceOf(LedgerLostError);
  await opened(({ core }) => acceptOlderCopy(core.ledger));
  expect(await refusal()).toBeNull();
});
