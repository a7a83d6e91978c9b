import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAMS } from '@cauce/runtime/config';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ProgramProcess } from '../distributed/program-process.ts';
import { LIVE, READY } from './testing/probes.ts';

const NOBODY = '127.0.0.1:9';
const dir = mkdtempSync(join(tmpdir(), 'cauce-probes-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** All that programs need, with servers that are away. */
const env = {
  PATH: process.env.PATH,
  CAUCE_PROFILE: 'distributed',
  CAUCE_SECRET: 'ab'.repeat(32),
  CAUCE_MASTER_KEY: 'cd'.repeat(32),
  CAUCE_EVENTSTORE_URL: `esdb://${NOBODY}?tls=false`,
  CAUCE_KAFKA_BROKERS: NOBODY,
  CAUCE_MONGO_URL: `mongodb://${NOBODY}`,
  CAUCE_HTTP_PORT: '0',
  CAUCE_API_DIR: dir,
  CAUCE_CHANNEL: 'email',
  CAUCE_PROVIDER: NOBODY,
};

describe('every program answers at once, even where no server does', () => {
  it.each(Object.keys(PROGRAMS))('%s', async (program) => {
    const service = program === 'api' ? 'cauce' : program;
    const running = new ProgramProcess({
      name: program,
      file: fileURLToPath(new URL(`../../../${service}/dist/main.js`, import.meta.url)),
      args: program === 'api' ? ['serve'] : [],
      env,
      onLine: () => {},
    });
    const url = await running.says((line) => /"url":"(http[^"]+)"/.exec(line)?.[1]);
    const statuses = [LIVE, READY, '/health'].map(async (path) => (await fetch(`${url}${path}`)).status);
    expect(await Promise.all(statuses)).toEqual([200, 503, 404]);
    await running.kill();
  });
});
