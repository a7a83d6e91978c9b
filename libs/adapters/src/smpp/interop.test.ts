import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import smpp, { type Pdu, type Session } from 'smpp';
import { MemoryReadModels } from '../memory/read-models.ts';
import { systemMonotonic } from '../shared/system-monotonic.ts';
import { SmppGateway, type SmppGatewayOptions } from './gateway.ts';
import { openReferences } from './references.ts';
import { ACCOUNT, clock, HOST, openSmsRig, sms } from './testing/rig.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const ask = (call: (answered: (pdu: Pdu) => void) => boolean): Promise<Pdu> =>
  new Promise((resolve) => call(resolve));

/** Our gateway bound to an SMSC made of node-smpp, which hears `onSession`. */
const gatewayTo = async (onSession: (session: Session) => void, more: Partial<SmppGatewayOptions> = {}) => {
  const sessions: Session[] = [];
  const server = smpp.createServer((session) => {
    sessions.push(session);
    session.on('error', () => {});
    session.on('bind_transceiver', (pdu: Pdu) => session.send(pdu.response()));
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
    onSession(session);
  });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  const references = await openReferences(new MemoryReadModels(), 'smpp');
  const options = { host: HOST, port, ...ACCOUNT, references, monotonic: systemMonotonic, clock, ...more };
  const gateway = new SmppGateway(options);
  closing.push(async () => {
    await gateway.close();
    for (const session of sessions) session.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return gateway;
};

describe('our gateway and an SMSC made by others', () => {
  it.each([
    ['GSM letters', '¿Señora Muñoz? {10 €}', 0],
    ['others', 'Información Ж 😀', 8],
    ['a long text', 'ñ'.repeat(400), 0],
  ])('agree on %s', async (_what, text, coding) => {
    const submits: Pdu[] = [];
    const gateway = await gatewayTo((session) =>
      session.on('submit_sm', (pdu: Pdu) => {
        submits.push(pdu);
        session.send(pdu.response({ message_id: '4F1C2' }));
      }),
    );
    expect(await gateway.send(sms({ text }))).toEqual({ kind: 'accepted', providerId: '4F1C2' });
    const [submit] = submits;
    expect(submit).toMatchObject({
      source_addr: 'CAUCE',
      source_addr_ton: 5,
      destination_addr: '573001234567',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      registered_delivery: 1,
      data_coding: coding,
    });
    const heard = (text.length > 160 ? submit?.message_payload : submit?.short_message) as {
      message: string;
    };
    expect(heard.message).toBe(text);
  });

  it.each([
    [0x0b, { kind: 'rejected', permanent: true, code: 'RINVDSTADR' }],
    [0x45, { kind: 'rejected', permanent: false, code: 'RSUBMITFAIL' }],
    [0x08, { kind: 'not-sent', code: 'RSYSERR' }],
    [0x61, { kind: 'rejected', permanent: false, code: '0x00000061' }],
  ])('agree on a refusal with status %i', async (status, outcome) => {
    const gateway = await gatewayTo((session) =>
      session.on('submit_sm', (pdu: Pdu) => session.send(pdu.response({ command_status: status }))),
    );
    expect(await gateway.send(sms())).toEqual(outcome);
  });

  it('agree on receipts, on what is no receipt, and on whose they are', async () => {
    const answers: Promise<Pdu>[] = [];
    const gateway = await gatewayTo((session) =>
      session.on('submit_sm', (pdu: Pdu) => {
        session.send(pdu.response({ message_id: 'A-1' }));
        const deliver = (esm_class: number, short_message: string) =>
          answers.push(ask((answered) => session.deliver_sm({ esm_class, short_message }, answered)));
        deliver(
          4,
          'id:A-1 sub:001 dlvrd:001 submit date:2603051430 done date:2603051430 stat:DELIVRD err:000 text:x',
        );
        deliver(
          4,
          'id:B-9 sub:001 dlvrd:001 submit date:2603051430 done date:2603051430 stat:DELIVRD err:000 text:x',
        );
        deliver(0, 'BAJA');
      }),
    );
    const message = sms();
    await gateway.send(message);
    const { receipts, next } = await gateway.receipts(null, 9);
    expect(receipts).toMatchObject([{ messageId: message.messageId, kind: 'delivered', code: 'DELIVRD' }]);
    await gateway.receipts(next, 9);
    const statuses = (await Promise.all(answers)).map(({ command_status }) => command_status);
    expect(statuses).toEqual([0x00, 0x64, 0x65]);
  });

  it('agree on what a person writes that is for us: it is answered once it is written down', async () => {
    const answers: Promise<Pdu>[] = [];
    const written = { esm_class: 0, source_addr: '573001234567', source_addr_ton: 1, source_addr_npi: 1 };
    const gateway = await gatewayTo(
      (session) =>
        session.on('bind_transceiver', () => {
          for (const short_message of ['¿Qué?', 'BAJA ¡ya!'])
            answers.push(ask((answered) => session.deliver_sm({ ...written, short_message }, answered)));
        }),
      { hears: (text) => text.startsWith('BAJA') },
    );
    await gateway.reach();
    const { receipts, next } = await gateway.receipts(null, 9);
    expect(receipts).toEqual([
      { kind: 'reply', from: '+573001234567', text: 'BAJA ¡ya!', at: '2026-03-05T14:30:00.000Z' },
    ]);
    let answered = 0;
    for (const answer of answers) void answer.then(() => (answered += 1));
    await gateway.reach();
    expect(answered).toBe(1);
    expect(await gateway.receipts(next, 9)).toMatchObject({ receipts: [] });
    const statuses = (await Promise.all(answers)).map(({ command_status }) => command_status);
    expect(statuses).toEqual([0x65, 0x00]);
  });

  it('part at an unbind, and meet again', async () => {
    let binds = 0;
    const gateway = await gatewayTo((session) => {
      binds += 1;
      session.on('submit_sm', (pdu: Pdu) => {
        session.send(pdu.response({ message_id: String(binds) }));
        session.unbind(() => session.close());
      });
    });
    expect(await gateway.send(sms())).toEqual({ kind: 'accepted', providerId: '1' });
    expect(await gateway.send(sms())).toEqual({ kind: 'accepted', providerId: '2' });
  });
});

describe('our SMSC and a client made by others', () => {
  const bound = async () => {
    const rig = await openSmsRig();
    closing.push(() => rig.close());
    const session = smpp.connect({ host: HOST, port: await rig.linePort() });
    session.on('error', () => {});
    closing.unshift(() => new Promise((resolve) => session.close(resolve)));
    return { rig, session };
  };
  const account = { system_id: ACCOUNT.systemId, password: ACCOUNT.password };
  const message = { destination_addr: '573001234567', short_message: 'Señora Muñoz' };

  it('agree on a message and its receipt', async () => {
    const { rig, session } = await bound();
    const receipt = new Promise<Pdu>((resolve) => session.once('deliver_sm', resolve));
    expect((await ask((answered) => session.bind_transceiver(account, answered))).command_status).toBe(0);
    const { message_id } = await ask((answered) => session.submit_sm(message, answered));
    expect(message_id).toBe('sandbox-1');
    expect(rig.mailbox().list({ limit: 9 }).entries).toMatchObject([
      { to: '+573001234567', subject: 'Señora Muñoz' },
    ]);
    const deliver = await receipt;
    expect(deliver).toMatchObject({ esm_class: 4, receipted_message_id: 'sandbox-1' });
    expect((deliver.short_message as { message: string }).message).toMatch(
      /^id:sandbox-1 .*stat:DELIVRD err:000/,
    );
    session.send(deliver.response());
    expect((await ask((answered) => session.enquire_link(answered))).command_status).toBe(0);
    expect(rig.mailbox().unconfirmed()).toEqual([]);
    expect((await ask((answered) => session.unbind(answered))).command_status).toBe(0);
  });

  it('agree on who may not bind, and on what may not be asked', async () => {
    const { session } = await bound();
    const statusOf = async (call: (answered: (pdu: Pdu) => void) => boolean) => {
      const { command, command_status } = await ask(call);
      return [command, command_status];
    };
    expect(await statusOf((answered) => session.submit_sm(message, answered))).toEqual([
      'submit_sm_resp',
      0x04,
    ]);
    const stranger = { ...account, system_id: 'otro' };
    expect(await statusOf((answered) => session.bind_transceiver(stranger, answered))).toEqual([
      'bind_transceiver_resp',
      0x0f,
    ]);
    expect(await statusOf((answered) => session.query_sm({ message_id: '1' }, answered))).toEqual([
      'generic_nack',
      0x03,
    ]);
  });
});
