import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMemory } from '@cauce/adapters/memory';
import { HttpDesk } from '@cauce/adapters/sandbox';
import { openReferences, SmppGateway } from '@cauce/adapters/smpp';
import { SystemClock, SystemMonotonic } from '@cauce/runtime';
import { afterAll, expect, it } from '@jest/globals';
import { ProgramProcess } from './program-process.ts';

const dir = mkdtempSync(join(tmpdir(), 'cauce-sandbox-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('the sandbox for SMS is a program: it takes messages over SMPP, and its desk knows them', async () => {
  const sandbox = new ProgramProcess({
    name: 'sandbox',
    file: fileURLToPath(new URL('../../dist/main.js', import.meta.url)),
    args: ['sandbox', 'sms', '--data', dir, '--port', '0', '--desk-port', '0', '--json'],
    env: process.env,
    onLine: () => {},
  });
  const at = await sandbox.says((line) => JSON.parse(line) as { port: number; desk: string });
  const monotonic = new SystemMonotonic();
  const desk = new HttpDesk(at.desk);
  const gateway = new SmppGateway({
    host: '127.0.0.1',
    port: at.port,
    systemId: 'any',
    password: 'body',
    references: await openReferences(openMemory({ monotonic }).readModels, 'smpp'),
    monotonic,
    clock: new SystemClock(),
    lookUp: (messageId) => desk.lookUp(messageId),
  });
  const messageId = '10000000-0000-5000-8000-000000000001';
  const from = { name: 'Agencia Cauce', address: 'CAUCE' };
  const to = '+573001234567';
  const sent = await gateway.send({ messageId, from, to, subject: '', text: 'Hola', html: '', headers: {} });
  expect(sent).toMatchObject({ kind: 'accepted' });
  const { providerId } = sent as { providerId: string };
  expect(await desk.lookUp(messageId)).toEqual({ providerId });
  await gateway.close();
  expect(await sandbox.stop()).toBe(0);
});
