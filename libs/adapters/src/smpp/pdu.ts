/** Command ids (SMPP 3.4, 5.1.2.1) of what is spoken here; a response has the highest bit set besides. */
export const COMMAND = {
  bindTransceiver: 0x09,
  submitSm: 0x04,
  deliverSm: 0x05,
  unbind: 0x06,
  enquireLink: 0x15,
  genericNack: 0x8000_0000,
} as const;

const RESPONSE_BIT = 0x8000_0000;

/** Command statuses (5.1.3) by their names without ESME_. */
export const STATUS = {
  ROK: 0x00,
  RINVMSGLEN: 0x01,
  RINVCMDLEN: 0x02,
  RINVCMDID: 0x03,
  RINVBNDSTS: 0x04,
  RALYBND: 0x05,
  RSYSERR: 0x08,
  RINVSRCADR: 0x0a,
  RINVDSTADR: 0x0b,
  RBINDFAIL: 0x0d,
  RINVPASWD: 0x0e,
  RINVSYSID: 0x0f,
  RMSGQFUL: 0x14,
  RSUBMITFAIL: 0x45,
  RTHROTTLED: 0x58,
  RX_T_APPN: 0x64,
  RX_P_APPN: 0x65,
} as const;

const STATUS_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(STATUS).map(([name, status]) => [status, name]),
);

/** The name of a status, else its number in hexadecimal. */
export const statusName = (status: number): string =>
  STATUS_NAMES.get(status) ?? `0x${status.toString(16).padStart(8, '0')}`;

/** One protocol data unit. */
export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export const isResponse = ({ command }: Pick<Pdu, 'command'>): boolean => command >= RESPONSE_BIT;

/** The command that answers another. */
export const responseTo = (command: number): number => (command | RESPONSE_BIT) >>> 0;

const HEADER = 16;
/** Longest PDU that is read: a message_payload of 64 KiB and its surroundings. */
const LONGEST = 70_000;

/** The bytes of a PDU: command_length, command_id, command_status, sequence_number and body (3.2). */
export const encodePdu = ({ command, status, sequence, body }: Pdu): Buffer => {
  const header = Buffer.alloc(HEADER);
  for (const [index, value] of [HEADER + body.length, command, status, sequence].entries()) {
    header.writeUInt32BE(value, index * 4);
  }
  return Buffer.concat([header, body]);
};

/** What comes is no SMPP, and nothing after it can be understood. */
export class FramingError extends Error {
  readonly code = 'FRAMING';

  constructor(length: number) {
    super(`a PDU cannot be ${length} octets long`);
    this.name = 'FramingError';
  }
}

/** Cuts a stream of bytes into PDUs. */
export class PduReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The PDUs that these bytes complete. Throws FramingError. */
  push(bytes: Buffer): Pdu[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const pdus: Pdu[] = [];
    while (this.#rest.length >= HEADER) {
      const length = this.#rest.readUInt32BE(0);
      if (length < HEADER || length > LONGEST) throw new FramingError(length);
      if (this.#rest.length < length) break;
      pdus.push({
        command: this.#rest.readUInt32BE(4),
        status: this.#rest.readUInt32BE(8),
        sequence: this.#rest.readUInt32BE(12),
        body: this.#rest.subarray(HEADER, length),
      });
      this.#rest = this.#rest.subarray(length);
    }
    return pdus;
  }
}
