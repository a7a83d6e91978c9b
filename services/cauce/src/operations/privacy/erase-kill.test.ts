import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bookOf, OTHER, valuesOf, ZOILA } from '../../testing/book.ts';
import { leaksIn } from '../../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, simulateFile, withApp } from '../../testing/line.ts';
import { importOperation } from '../intake/import.ts';
import { eraseOperation } from './erase.ts';

const NOW = endOf('2026-02-20');
const values = valuesOf(ZOILA);
const STRIKES = ['before-note', 'after-note', 'before-destroy', 'after-destroy', 'before-complete'];

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs the second approval in a process of its own that kills itself at a step. */
const killedAt = (dir: string, strike: string) =>
  spawnSync(
    process.execPath,
    [
      '--conditions=cauce-source',
      '--import',
      fileOf('../../testing/typescript.mjs'),
      fileOf('./testing/erase-child.ts'),
      dir,
      NOW,
      ZOILA.document,
      strike,
    ],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );

afterAll(removePlaces);

describe('an erasure killed in the middle', () => {
  let place: ReturnType<typeof freshPlace>;

  beforeAll(async () => {
    place = freshPlace();
    await simulateFile(place.dir, place.file('book.csv', bookOf([ZOILA, OTHER])), '2026-02-01', '2026-02-20');
    const bad = place.file('bad.csv', bookOf([{ ...ZOILA, document: `${ZOILA.document}-ZZ` }]));
    await withApp({ dir: place.dir, now: NOW }, (app) =>
      importOperation(app, { file: bad, mapping: 'cauce' }),
    );
    await withApp({ dir: place.dir, now: NOW, as: 'one' }, (app) =>
      eraseOperation(app, { debtor: ZOILA.document, reason: 'asked' }),
    );
  });

  it.each(STRIKES)('%s: the next opening of the folder ends it', async (strike) => {
    const { dir } = freshPlace();
    cpSync(place.dir, dir, { recursive: true });
    cpSync(`${place.dir}.ledger`, `${dir}.ledger`);
    const { signal, stderr } = killedAt(dir, strike);
    expect({ signal, stderr: signal ? '' : stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
    expect(existsSync(`${dir}/log.db-wal`)).toBe(true);
    await withApp({ dir, now: NOW }, async (app) => {
      const report = await eraseOperation(app, { debtor: ZOILA.document });
      expect(report).toMatchObject({
        status: 'erased',
        approvals: [{ principal: 'one' }, { principal: 'two' }],
      });
      expect(await app.folder.core.ledger.verify()).toMatchObject({ ok: true });
      expect(leaksIn(dir, values)).toEqual([]);
    });
    expect(leaksIn(dir, values)).toEqual([]);
  });
});
