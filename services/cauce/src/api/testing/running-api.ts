import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../../host/folder.ts';
import { type Host, startHost } from '../../host/host.ts';
import { adminKeyIn } from '../../principals/admin-key.ts';
import { type ApiServer, startApi } from '../server.ts';
import { booksCsv } from './books.ts';

/** What a call gave; `json` is null where the body is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown> | null;
}

export interface Call {
  readonly method?: string;
  /** Left out, the admin's; null for none. */
  readonly key?: string | null;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A host and its API over a folder of its own, in business time that the test moves. */
export interface RunningApi {
  readonly dir: string;
  readonly clock: VirtualClock;
  readonly host: Host;
  readonly api: ApiServer;
  /** Why the host is not ready. */
  readonly reasons: string[];
  readonly adminKey: string;
  call(path: string, call?: Call): Promise<Answer>;
  /** A file of so many debts, due the day before or on another day, at the place of that name. */
  file(name: string, count: number, dueDate?: string): Promise<string>;
  /** Makes a principal; its key. */
  principal(name: string, role: string): Promise<string>;
  /** Stops everything and starts it anew on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const jsonIn = (text: string): Record<string, unknown> | null => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Starts a host on 2026-03-10 at noon UTC. */
export const runningApi = async (): Promise<RunningApi> => {
  const around = await mkdtemp(join(tmpdir(), 'cauce-api-'));
  const dir = join(around, 'data');
  const clock = new VirtualClock(Temporal.Instant.from('2026-03-10T12:00:00Z'));
  const reasons: string[] = [];
  const start = async () => {
    const folder = await openFolder({ dir, clock });
    const host = await startHost(folder);
    return { host, api: await startApi(host, () => reasons, { port: 0 }) };
  };
  let running = await start();
  const stop = async (): Promise<void> => {
    await running.api.close();
    await running.host.stop();
    await running.host.folder.close();
  };
  const adminKey = adminKeyIn(dir) ?? '';
  const call: RunningApi['call'] = async (path, { method, key = adminKey, body, headers = {} } = {}) => {
    const response = await fetch(`${running.api.url}${path}`, {
      method: method ?? (body ? 'POST' : 'GET'),
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonIn(text) };
  };
  return {
    dir,
    clock,
    reasons,
    adminKey,
    call,
    get host() {
      return running.host;
    },
    get api() {
      return running.api;
    },
    file: async (name, count, dueDate = '2026-03-09') => {
      const path = join(around, name);
      await writeFile(path, booksCsv({ count, dueDate, placedOn: '2026-03-01' }));
      return path;
    },
    principal: async (name, role) => String((await call('/principals', { body: { name, role } })).json?.key),
    restart: async () => {
      await stop();
      running = await start();
    },
    close: async () => {
      await stop();
      await rm(around, { recursive: true, force: true });
    },
  };
};
