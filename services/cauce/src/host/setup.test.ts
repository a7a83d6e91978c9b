import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rulePackPublication, strategyPublication } from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { readPacks } from '@cauce/rule-packs';
import { VirtualClock } from '@cauce/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Folder, openFolder } from './folder.ts';
import { setUp } from './setup.ts';

const id = derivedId('test');
const cause = { actor: 'policy:test', causationId: id, correlationId: id } as const;
const clock = new VirtualClock(Temporal.Instant.from('2026-03-10T12:00:00Z'));

describe('the set-up of a folder', () => {
  let around: string;
  let folder: Folder;
  beforeEach(async () => {
    around = mkdtempSync(join(tmpdir(), 'cauce-setup-'));
    folder = await openFolder({ dir: join(around, 'data'), clock });
  });
  afterEach(async () => {
    await folder.close();
    rmSync(around, { recursive: true, force: true });
  });

  it('is done once', async () => {
    await setUp(folder);
    const end = await folder.core.store.end();
    await setUp(folder);
    expect(await folder.core.store.end()).toBe(end);
  });

  it('names every version whose content is not what was published', async () => {
    const version = readPacks().find(({ jurisdiction }) => jurisdiction === 'CO')?.version ?? '';
    const other = { kind: 'publish', name: '', digest: 'another', content: {} } as const;
    await folder.core.log.transact(cause, async (unit) => {
      await unit.execute(strategyPublication, 'standard', { ...other, name: 'standard', version: '1' });
      await unit.execute(rulePackPublication, 'CO', { ...other, name: 'CO', version });
    });
    await expect(setUp(folder)).rejects.toThrow(
      `strategy standard version 1 is not what it was; rule pack CO version ${version} is not what it was`,
    );
    expect(await folder.core.store.read('template-standard-overdue.es')).toEqual([]);
  });
});
