import { mkdirSync } from 'node:fs';
import { Reporting } from '@cauce/reporting';
import { runProgram } from '@cauce/runtime/distributed';
import { startApi } from '../api/server.ts';
import { resumeErasures } from '../host/erasure/carry-out.ts';
import type { Folder } from '../host/folder.ts';
import { setUp } from '../host/setup.ts';

/**
 * The one address for people: takes files in, answers questions and keeps the principals, over the same stores as the
 * services. Any number of it may run.
 */
export const runApi = (): Promise<void> =>
  runProgram('api', async ({ core, config, problems, logger }) => {
    const { dir, host, port } = config.api;
    const { agency, from, smsFrom, optOut = `mailto:${from}?subject=BAJA` } = config.sender;
    const nothing = (): void => {};
    const folder: Folder = {
      dir,
      core,
      installation: {
        secret: config.installation.secret,
        senders: {
          email: { agency, address: from, optOut },
          sms: { agency, address: smsFrom, optOut },
        },
      },
      announce: nothing,
      close: async () => {},
    };
    mkdirSync(dir, { recursive: true });
    await setUp(folder);
    await resumeErasures(core, dir);
    const reporting = new Reporting(core);
    await reporting.open();
    const api = await startApi({ folder, reporting, sandboxes: null }, problems, { host, port });
    logger.info('serves the API', { api: api.url });
    return {
      stir: async () => 0,
      settle: async () => {},
      problems: () => [],
      stop: () => api.close(),
    };
  });
