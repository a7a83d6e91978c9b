import { openMemory } from '@cauce/adapters/memory';
import { SystemMonotonic } from '@cauce/runtime';
import { turnsDuring } from '@cauce/testing';
import { expect, it } from '@jest/globals';
import { all } from '../testing/rig.ts';
import { everyDocument } from './pages.ts';

it('gives every document of a model, and leaves others their turn between two pages', async () => {
  const model = await openMemory({ monotonic: new SystemMonotonic() }).readModels.open({
    name: 'sample',
    version: 1,
    indexes: [],
  });
  const documents = Array.from({ length: 1_200 }, (_, n) => {
    return { id: String(n).padStart(4, '0'), guard: '1', body: {}, keys: {} };
  });
  await model.write(documents, '1');
  let found: unknown[] = [];
  const turns = await turnsDuring(async () => {
    found = await all(everyDocument(model));
  });
  expect(found).toHaveLength(1_200);
  expect(turns).toBeGreaterThanOrEqual(2);
});
