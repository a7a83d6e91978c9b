import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Receipt, type SendGateway, UnavailableError } from '@cauce/ports';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hurriedMonotonic } from '../shared/hurried-monotonic.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { SmppGateway } from './gateway.ts';
import { openSmsMailbox } from './mailbox.ts';
import { parseTariff } from './tariff.ts';
import { ACCOUNT, clock, HOST, openSmsRig, sms } from './testing/rig.ts';

let rig: Awaited<ReturnType<typeof openSmsRig>>;
beforeEach(async () => {
  rig = await openSmsRig();
});
afterEach(() => rig.close());

/** Everything that a gateway brings until it has nothing more. */
const heard = async (gateway: SendGateway): Promise<Receipt[]> => {
  const all: Receipt[] = [];
  for (let after: string | null = null; ; ) {
    const { receipts, next } = await gateway.receipts(after, 50);
    if (receipts.length === 0) return all;
    all.push(...receipts.filter((one) => one.kind !== 'reply'));
    after = next;
  }
};

describe('a message', () => {
  it('arrives as it was written, whatever its length and letters', async () => {
    const gateway = rig.gateway();
    for (const text of ['¿Señora Muñoz?', 'Información', 'a'.repeat(500), 'é😀'.repeat(100)]) {
      const message = sms({ text });
      expect(await gateway.send(message)).toMatchObject({ kind: 'accepted' });
      expect(rig.mailbox().get(message.messageId)).toMatchObject({ text, to: message.to });
    }
  });

  it('is counted and priced before it goes', () => {
    const gateway = rig.gateway({ tariff: parseTariff('57=18.00 COP') });
    const text = 'a'.repeat(161);
    expect(gateway.quote(sms({ text }))).toEqual({ segments: 2, cost: { minor: 3_600, currency: 'COP' } });
    expect(gateway.quote(sms({ to: '+51999999999' }))).toEqual({ segments: 1, cost: null });
    expect(rig.gateway().quote(sms())).toEqual({ segments: 1, cost: null });
  });

  it.each([
    ['no phone', { to: 'ana@example.invalid' }],
    ['a sender that no phone shows', { from: { name: 'x', address: 'avisos@agencia.invalid' } }],
  ])('to or from %s goes nowhere', async (_what, change) => {
    const outcome = { kind: 'rejected', permanent: true, code: 'INVALID_ADDRESS' };
    expect(await rig.gateway().send(sms(change))).toEqual(outcome);
    expect(rig.mailbox().count()).toBe(0);
  });

  it('is not sent where the account is refused', async () => {
    const gateway = rig.gateway({ password: 'otro' });
    expect(await gateway.send(sms())).toEqual({ kind: 'not-sent', code: 'RINVPASWD' });
  });

  it('does not carry our own id to a provider that cannot be asked by it', async () => {
    const gateway = new SmppGateway({
      host: HOST,
      port: await rig.linePort(),
      ...ACCOUNT,
      references: rig.references,
      monotonic: systemMonotonic,
      clock,
    });
    expect(gateway.abilities).toMatchObject({ deduplicates: false, looksUp: false });
    const message = sms();
    expect(await gateway.send(message)).toMatchObject({ kind: 'accepted' });
    expect(await gateway.lookUp(message.messageId)).toBeNull();
    expect(rig.mailbox().deliveries(message.messageId)).toBe(0);
    expect((await heard(gateway)).map(({ messageId }) => messageId)).toEqual([message.messageId]);
    await gateway.close();
  });
});

describe('a throttled burst', () => {
  it('is slowed down, and every message of it goes once', async () => {
    await rig.restart({ pace: { monotonic: systemMonotonic, perSecond: 20 } });
    const gateway = rig.gateway();
    const messages = Array.from({ length: 40 }, () => sms());
    const outcomes = await Promise.all(messages.map((message) => gateway.send(message)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
    expect(messages.map(({ messageId }) => rig.mailbox().deliveries(messageId))).toEqual(
      messages.map(() => 1),
    );
  });

  it('is given back as not sent when patience is over: not a word of a failure of the recipient', async () => {
    await rig.restart({ pace: { monotonic: { ...systemMonotonic, ms: () => 0 }, perSecond: 1 } });
    const gateway = rig.gateway({ monotonic: patient() });
    expect(await gateway.send(sms())).toMatchObject({ kind: 'accepted' });
    expect(await gateway.send(sms())).toEqual({ kind: 'not-sent', code: 'THROTTLED' });
    expect(rig.mailbox().count()).toBe(1);
  });
});

/** A clock on which back-off passes at once, and time-outs of a live connection never come. */
const patient = () => {
  const hurried = hurriedMonotonic();
  return {
    ms: () => hurried.ms(),
    wait: (ms: number, signal?: AbortSignal) =>
      ms <= 10_000
        ? hurried.wait(ms)
        : new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve())),
  };
};

describe('receipts', () => {
  it('may come before the answer that says which message they are about', async () => {
    await rig.restart({ receiptFirst: true });
    const gateway = rig.gateway();
    const messages = Array.from({ length: 30 }, () => sms());
    await Promise.all(messages.map((message) => gateway.send(message)));
    const ids = (await heard(gateway)).map(({ messageId }) => messageId);
    expect(ids.sort()).toEqual(messages.map(({ messageId }) => messageId).sort());
  });

  it('that were not written down come again to the next process, and those that were do not', async () => {
    const first = rig.gateway();
    const [one, two] = [sms(), sms()];
    await first.send(one);
    const { next } = await first.receipts(null, 1);
    await first.receipts(next, 1);
    await first.send(two);
    expect((await first.receipts(next, 9)).receipts).toHaveLength(1);
    await first.close();
    const second = rig.gateway();
    expect((await heard(second)).map(({ messageId }) => messageId)).toEqual([two.messageId]);
  });

  it('come after the SMSC was away', async () => {
    const gateway = rig.gateway();
    const message = sms({ to: '+573001239992' });
    await gateway.send(message);
    await rig.restart();
    expect(await heard(gateway)).toMatchObject([
      { messageId: message.messageId, kind: 'bounced-hard', code: 'UNDELIV.001' },
    ]);
    await rig.restart();
    expect(await heard(gateway)).toEqual([]);
  });

  it('cannot be asked for while the SMSC is away, which is not the same as that there are none', async () => {
    const gateway = rig.gateway();
    await gateway.send(sms());
    expect(await heard(gateway)).toHaveLength(1);
    await rig.line.close();
    await expect(gateway.receipts(null, 10)).rejects.toThrow(UnavailableError);
    await rig.line.open();
    await gateway.reach();
    expect(await gateway.receipts(null, 10)).toEqual({ receipts: [], next: null });
  });

  it('of a message whose answer was lost come once it was looked up', async () => {
    const gateway = rig.gateway();
    await gateway.send(sms());
    rig.line.loseNextAnswer(true);
    const message = sms();
    expect(await gateway.send(message)).toMatchObject({ kind: 'unknown' });
    expect((await heard(gateway)).map(({ messageId }) => messageId)).not.toContain(message.messageId);
    expect(await gateway.lookUp(message.messageId)).not.toBeNull();
    await rig.restart();
    expect((await heard(gateway)).map(({ messageId }) => messageId)).toContain(message.messageId);
  });
});

describe('a server that is killed in the middle', () => {
  it('has on disk what it answered for; nothing is sent twice, and the receipts come from the next one', async () => {
    const child = await servedByChild(rig.dir);
    const gateway = new SmppGateway({
      host: HOST,
      port: child.port,
      ...ACCOUNT,
      references: rig.references,
      monotonic: patient(),
      clock,
    });
    const accepted: string[] = [];
    const kinds = new Set<string>();
    await Promise.all(
      Array.from({ length: 300 }, async () => {
        const message = sms();
        const { kind } = await gateway.send(message);
        kinds.add(kind);
        if (kind === 'accepted') accepted.push(message.messageId);
        if (accepted.length === 100) child.kill();
      }),
    );
    await child.ended;
    await gateway.close();
    const mailbox = openSmsMailbox({ dir: rig.dir, clock });
    expect(accepted.length).toBeGreaterThanOrEqual(100);
    expect(kinds.has('accepted') && kinds.size > 1).toBe(true);
    // Without look-up the sandbox keeps no id of ours: what it took is told by its count and by its receipts.
    expect(mailbox.count()).toBeGreaterThanOrEqual(accepted.length);
    mailbox.close();
    await rig.restart();
    const next = rig.gateway();
    const told = (await heard(next)).map(({ messageId }) => messageId);
    expect(new Set(told).size).toBe(told.length);
    expect(accepted.filter((messageId) => !told.includes(messageId))).toEqual([]);
  });
});

const servedByChild = async (dir: string) => {
  const program = `
    import { startSmsSandbox } from ${JSON.stringify(new URL('./sandbox.ts', import.meta.url).href)};
    import { systemMonotonic } from ${JSON.stringify(new URL('../shared/system-monotonic.ts', import.meta.url).href)};
    const clock = { now: () => Temporal.Instant.from('2026-03-05T14:30:00Z') };
    const { port } = await startSmsSandbox({ dir: ${JSON.stringify(dir)}, clock, pace: { monotonic: systemMonotonic } });
    console.log(port);`;
  const options = ['--conditions=cauce-source', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [port] = await once(createInterface(child.stdout), 'line');
  return { port: Number(port), kill: () => child.kill('SIGKILL'), ended };
};
