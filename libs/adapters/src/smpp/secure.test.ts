import { type AddressInfo, createServer } from 'node:net';
import { UnavailableError } from '@cauce/ports';
import { selfMadeCertificate } from '@cauce/testing/servers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ACCOUNT, HOST, openSmsRig, sms } from './testing/rig.ts';

const own = await selfMadeCertificate();
const other = await selfMadeCertificate();
const elsewhere = await selfMadeCertificate('otro.invalid');

let rig: Awaited<ReturnType<typeof openSmsRig>>;
const open = async (tls?: typeof own): Promise<void> => {
  rig = await openSmsRig(tls ? { tls } : {});
};
afterEach(() => rig.close());

describe('an SMSC that speaks TLS', () => {
  beforeEach(() => open(own));

  it.each([
    ['another authority is trusted', { ca: other.certificate }, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['it is spoken to in plain text', { tls: false }, /LOST|ECONNRESET/],
    ['the password is wrong', { password: 'otro' }, 'RINVPASWD'],
  ])('takes nothing where %s, and the gateway says why', async (_what, change, code) => {
    const gateway = rig.gateway(change);
    expect(await gateway.send(sms())).toEqual({ kind: 'not-sent', code: expect.stringMatching(code) });
    const away = gateway.reach();
    await expect(away).rejects.toThrow(UnavailableError);
    await expect(away).rejects.toThrow(code);
    await expect(away).rejects.not.toThrow(ACCOUNT.password);
    expect(rig.mailbox().count()).toBe(0);
  });

  it('is known by its address, too', async () => {
    expect(await rig.gateway({ host: '127.0.0.1' }).send(sms())).toMatchObject({ kind: 'accepted' });
  });
});

it('an SMSC under another name than its own is not trusted', async () => {
  await open(elsewhere);
  expect(await rig.gateway().send(sms())).toEqual({ kind: 'not-sent', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  expect(rig.mailbox().count()).toBe(0);
});

it('an SMSC that was to speak TLS and does not hears neither account nor message', async () => {
  await open();
  const heard: Buffer[] = [];
  const plain = createServer((socket) =>
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      socket.write(bytes);
    }),
  );
  await new Promise<void>((resolve) => plain.listen(0, HOST, resolve));
  const { port } = plain.address() as AddressInfo;
  const gateway = rig.gateway({ port, tls: true, ca: own.certificate });
  expect(await gateway.send(sms())).toMatchObject({ kind: 'not-sent' });
  await new Promise((resolve) => plain.close(resolve));
  expect(heard.length).toBeGreaterThan(0);
  expect(Buffer.concat(heard).toString('latin1')).not.toMatch(new RegExp(`${ACCOUNT.systemId}|Banco`));
});
