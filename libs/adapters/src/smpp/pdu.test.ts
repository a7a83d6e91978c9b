import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BodyError,
  decodeBind,
  decodeMessage,
  encodeBind,
  encodeMessage,
  type SmppMessage,
} from './bodies.ts';
import {
  COMMAND,
  encodePdu,
  FramingError,
  isResponse,
  type Pdu,
  PduReader,
  responseTo,
  STATUS,
} from './pdu.ts';

/** The sample PDU of the specification (SMPP 3.4, 3.2.3): a bind_transmitter, octet by octet. */
const SAMPLE = Buffer.from(
  '0000002F' + // command_length: 47
    '00000002' + // command_id: bind_transmitter
    '00000000' + // command_status: not used
    '00000001' + // sequence_number: 1
    '534D50503354455354' + // system_id: "SMPP3TEST"
    '00' +
    '7365637265743038' + // password: "secret08"
    '00' +
    '5355424D495431' + // system_type: "SUBMIT1"
    '00' +
    '00' + // interface_version
    '01' + // addr_ton
    '01' + // addr_npi
    '00', // addr_range: none
  'hex',
);
const SAMPLE_BIND = {
  systemId: 'SMPP3TEST',
  password: 'secret08',
  systemType: 'SUBMIT1',
  interfaceVersion: 0,
  addressRange: { ton: 1, npi: 1, address: '' },
};

describe('a PDU', () => {
  it('is written as the specification’s sample', () => {
    const body = encodeBind(SAMPLE_BIND);
    expect(encodePdu({ command: 2, status: 0, sequence: 1, body })).toEqual(SAMPLE);
  });

  it('is read as the specification’s sample', () => {
    const [pdu] = new PduReader().push(SAMPLE);
    expect(pdu).toMatchObject({ command: 2, status: 0, sequence: 1 });
    expect(decodeBind(pdu?.body ?? Buffer.alloc(0))).toEqual(SAMPLE_BIND);
  });

  it('is read however its bytes are cut', () => {
    const pdu = fc.record({
      command: fc.constantFrom(...Object.values(COMMAND)),
      status: fc.constantFrom(...Object.values(STATUS)),
      sequence: fc.integer({ min: 1, max: 0x7fff_ffff }),
      body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(fc.array(pdu, { maxLength: 8 }), fc.integer({ min: 1, max: 64 }), (pdus, size) => {
        const bytes = Buffer.concat(pdus.map(encodePdu));
        const reader = new PduReader();
        const read: Pdu[] = [];
        for (let at = 0; at < bytes.length; at += size)
          read.push(...reader.push(bytes.subarray(at, at + size)));
        expect(read).toEqual(pdus);
      }),
    );
  });

  it.each([0, 15, 70_001, 0xffff_ffff])('of %i octets is none', (length) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32BE(length);
    expect(() => new PduReader().push(bytes)).toThrow(FramingError);
  });

  it('is answered under the command with the highest bit', () => {
    expect(responseTo(COMMAND.submitSm)).toBe(0x80000004);
    expect([
      isResponse({ command: COMMAND.genericNack }),
      isResponse({ command: COMMAND.deliverSm }),
    ]).toEqual([true, false]);
  });
});

describe('the body of a submit_sm', () => {
  const message: SmppMessage = {
    source: { ton: 5, npi: 0, address: 'CAUCE' },
    destination: { ton: 1, npi: 1, address: '573001234567' },
    esmClass: 0,
    registeredDelivery: 1,
    dataCoding: 0,
    shortMessage: Buffer.from('Hola'),
    optional: new Map([[0x0424, Buffer.from([1, 2])]]),
  };

  // Put together by hand from the table of submit_sm (SMPP 3.4, 4.4.1) and of optional parameters (3.2.4.1).
  it('holds every mandatory parameter in its place, then the optional ones', () => {
    const octets =
      '00' + // service_type
      '0500' + // source_addr_ton, source_addr_npi
      '434155434500' + // source_addr: "CAUCE"
      '0101' + // dest_addr_ton, dest_addr_npi
      '35373330303132333435363700' + // destination_addr
      '000000' + // esm_class, protocol_id, priority_flag
      '00' + // schedule_delivery_time
      '00' + // validity_period
      '01' + // registered_delivery
      '00' + // replace_if_present_flag
      '00' + // data_coding
      '00' + // sm_default_msg_id
      '04' + // sm_length
      '486f6c61' + // short_message
      '042400020102'; // message_payload
    expect(encodeMessage(message).toString('hex')).toBe(octets);
    expect(decodeMessage(Buffer.from(octets, 'hex'))).toEqual(message);
  });

  it('that is cut off is refused', () => {
    const whole = encodeMessage(message);
    for (let length = 0; length < whole.length - 6; length += 1) {
      expect(() => decodeMessage(whole.subarray(0, length))).toThrow(BodyError);
    }
  });
});
