import type { Receipt } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeskServer, HttpDesk, serveDesk } from './desk-over-http.ts';
import type { ProviderDesk } from './provider-desk.ts';

const receipt: Receipt = {
  receiptId: 'r-1',
  messageId: 'a.b c&d',
  kind: 'delivered',
  at: '2026-03-01T12:00:00.000Z',
  code: '2.0.0',
};
const asked: unknown[] = [];
let away = false;
const desk: ProviderDesk = {
  lookUp: async (messageId) => {
    if (away) throw new Error('on holiday');
    return messageId === receipt.messageId ? { providerId: 'p-1' } : null;
  },
  receipts: async (after, limit) => {
    asked.push([after, limit]);
    return { receipts: [receipt], next: '1' };
  },
};

let server: DeskServer;
let client: HttpDesk;
beforeEach(async () => {
  away = false;
  asked.length = 0;
  server = await serveDesk(desk);
  client = new HttpDesk(server.url);
});
afterEach(() => server.close());

describe('a provider’s desk over HTTP', () => {
  it('knows the messages that the provider took, and no others', async () => {
    expect(await client.lookUp('a.b c&d')).toEqual({ providerId: 'p-1' });
    expect(await client.lookUp('another')).toBeNull();
  });

  it('hands out receipts after a cursor', async () => {
    expect(await client.receipts(null, 5)).toEqual({ receipts: [receipt], next: '1' });
    await client.receipts('1', 500);
    expect(asked).toEqual([
      [null, 5],
      ['1', 500],
    ]);
  });

  it('is never taken to know nothing when it could not be asked', async () => {
    away = true;
    await expect(client.lookUp('a.b c&d')).rejects.toThrow('500');
    const { url } = server;
    await server.close();
    await expect(new HttpDesk(url).receipts(null, 1)).rejects.toThrow();
    server = await serveDesk(desk);
  });
});
