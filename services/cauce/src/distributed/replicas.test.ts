import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardSms } from '@cauce/domain';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, expect, it } from '@jest/globals';
import { askHost } from '../api/client.ts';
import { breaches } from '../crash/end-state.ts';
import { happened, noticed, openServers, waiting } from './testing/outages.ts';
import { playDistributed, playEmbedded, WEEK } from './testing/profiles.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-replicas-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

describeOn('own servers', 'two gates and two senders of a channel', () => {
  it('work a book by SMS as one process does, wait for its SMSC, and forget whom the API is told to erase', async () => {
    const plan = { ...WEEK, strategy: standardSms };
    const here = await playEmbedded(place, plan);
    const { servers, outages, route, close } = await openServers(place, 1);
    const [sent] = here.events.filter(({ type }) => type === 'AttemptAccepted');
    if (!sent) throw new Error('nothing was sent');
    const { debtorId, contactId } = sent.data as { debtorId: string; contactId: string };
    const there = await playDistributed(place, servers, {
      plan,
      route,
      replicas: { 'compliance-gate': 2, 'outbound-sms': 2 },
      meanwhile: async (system) => {
        // Not before: without an SMSC that can be asked for receipts business time stands.
        await happened(system, 'ContactRequested');
        await outages.smpp.away();
        await noticed(system, outages.smpp);
        await waiting(system, 1);
        expect(system.taken()).toBe(0);
        await outages.smpp.back();
        await system.ready();
      },
      afterwards: async (host) => {
        const second = await askHost(host, 'principal-add', { name: 'second', role: 'compliance' });
        const { key } = second as { key: string };
        const erase = { debtor: debtorId, reason: 'asked for it' };
        const asked = await askHost(host, 'erase', erase);
        expect(asked).toMatchObject({ status: 'pending', because: [expect.any(String), expect.any(String)] });
        expect(await askHost({ ...host, key }, 'erase', erase)).toMatchObject({ status: 'erased' });
        expect(await askHost(host, 'audit-verify', {})).toMatchObject({ ok: true });
      },
    }).finally(close);
    expect(there.parked).toEqual([]);
    expect(new Set(Object.values(there.codes))).toEqual(new Set([0]));
    const contacts = Object.keys(here.state.contacts).filter((id) =>
      here.state.models.contacts?.[id]?.includes(debtorId),
    );
    expect(contacts).toContain(contactId);
    const erased = { contacts: new Set(contacts), debtors: new Set([debtorId]), after: new Set<string>() };
    expect(breaches(here.state, there.state, erased)).toEqual([]);
    expect(there.state.messages).toBe(here.state.messages);
    expect(there.state.models.debtors?.[debtorId]).toContain('[erased]');
    expect(here.state.models.debtors?.[debtorId]).not.toContain('[erased]');
  }, 600_000);
});
