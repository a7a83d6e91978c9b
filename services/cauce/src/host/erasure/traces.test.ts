import { derivedId } from '@cauce/kernel';
import { SampleStreams } from '@cauce/ports/contract';
import { openTestCore } from '@cauce/runtime/testing';
import { turnsDuring } from '@cauce/testing';
import { expect, it } from '@jest/globals';
import { purgeImportKeys } from './rejects.ts';
import { tracesOf } from './traces.ts';

it('leaves others their turn between two pages of the log', async () => {
  const rig = await openTestCore();
  try {
    const streams = new SampleStreams();
    for (const stream of ['debt-1', 'import-1'])
      for (const _ of [1, 2, 3]) await rig.core.store.append([streams.next(stream, 800)]);
    expect(await turnsDuring(() => tracesOf(rig.core, derivedId('test', 'nobody')))).toBeGreaterThanOrEqual(
      2,
    );
    const purging = () => purgeImportKeys(rig.core, () => false, '2026-03-01T12:00:00.000Z');
    expect(await turnsDuring(purging)).toBeGreaterThanOrEqual(2);
  } finally {
    await rig.close();
  }
});
