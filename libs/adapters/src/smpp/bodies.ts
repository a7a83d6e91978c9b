/** Optional parameters (SMPP 3.4, 5.3.2) that are used here. */
export const TAG = {
  receiptedMessageId: 0x001e,
  messagePayload: 0x0424,
  messageState: 0x0427,
  /**
   * The sender's own id of a message. Of the range that the specification leaves to SMSC vendors (0x1400 to 0x3FFF):
   * only an SMSC that says so keeps it, every other passes over it.
   */
  clientReference: 0x1401,
} as const;

/** Type of number and numbering plan (5.2.5, 5.2.6) with an address. */
export interface SmppAddress {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** The body of submit_sm and deliver_sm (4.4.1, 4.6.1), which have one layout. */
export interface SmppMessage {
  readonly source: SmppAddress;
  readonly destination: SmppAddress;
  readonly esmClass: number;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  readonly shortMessage: Buffer;
  readonly optional: ReadonlyMap<number, Buffer>;
}

export interface Bind {
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly interfaceVersion: number;
  readonly addressRange: SmppAddress;
}

/** A mandatory parameter is cut off or has no end. */
export class BodyError extends Error {
  readonly code = 'BODY';

  constructor() {
    super('the body of the PDU ends too early');
    this.name = 'BodyError';
  }
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'latin1');
const octets = (...values: number[]): Buffer => Buffer.from(values);
const place = ({ ton, npi, address }: SmppAddress): Buffer[] => [octets(ton, npi), text(address)];

/** Takes a body apart from its beginning. */
class BodyReader {
  #at = 0;
  readonly #body: Buffer;

  constructor(body: Buffer) {
    this.#body = body;
  }

  get left(): number {
    return this.#body.length - this.#at;
  }

  octet(): number {
    return this.bytes(1)[0] ?? 0;
  }

  bytes(count: number): Buffer {
    if (this.left < count) throw new BodyError();
    this.#at += count;
    return this.#body.subarray(this.#at - count, this.#at);
  }

  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    if (end < 0) throw new BodyError();
    const value = this.#body.toString('latin1', this.#at, end);
    this.#at = end + 1;
    return value;
  }

  place(): SmppAddress {
    return { ton: this.octet(), npi: this.octet(), address: this.text() };
  }
}

export const encodeBind = ({
  systemId,
  password,
  systemType,
  interfaceVersion,
  addressRange,
}: Bind): Buffer =>
  Buffer.concat([
    text(systemId),
    text(password),
    text(systemType),
    octets(interfaceVersion),
    ...place(addressRange),
  ]);

/** Throws BodyError. */
export const decodeBind = (body: Buffer): Bind => {
  const reader = new BodyReader(body);
  return {
    systemId: reader.text(),
    password: reader.text(),
    systemType: reader.text(),
    interfaceVersion: reader.octet(),
    addressRange: reader.place(),
  };
};

/** A body that is one text: system_id of a bind_resp, message_id of a submit_sm_resp or deliver_sm_resp. */
export const encodeText = text;

/** The text with which a body begins; empty where there is none, as in the response to what was refused. */
export const decodeText = (body: Buffer): string => (body.length === 0 ? '' : new BodyReader(body).text());

export const encodeMessage = (message: SmppMessage): Buffer => {
  const { source, destination, esmClass, registeredDelivery, dataCoding, shortMessage, optional } = message;
  return Buffer.concat([
    text(''), // service_type: the default
    ...place(source),
    ...place(destination),
    octets(esmClass, 0, 0), // protocol_id, priority_flag
    text(''), // schedule_delivery_time: at once
    text(''), // validity_period: the SMSC's own
    octets(registeredDelivery, 0, dataCoding, 0, shortMessage.length), // replace_if_present_flag, sm_default_msg_id
    shortMessage,
    ...[...optional].flatMap(([tag, value]) => [
      octets(tag >> 8, tag & 0xff, value.length >> 8, value.length & 0xff),
      value,
    ]),
  ]);
};

/** Throws BodyError. */
export const decodeMessage = (body: Buffer): SmppMessage => {
  const reader = new BodyReader(body);
  reader.text();
  const source = reader.place();
  const destination = reader.place();
  const esmClass = reader.octet();
  reader.bytes(2);
  reader.text();
  reader.text();
  const registeredDelivery = reader.octet();
  reader.octet();
  const dataCoding = reader.octet();
  reader.octet();
  const shortMessage = reader.bytes(reader.octet());
  const optional = new Map<number, Buffer>();
  while (reader.left > 0) {
    const tag = reader.bytes(2).readUInt16BE();
    optional.set(tag, reader.bytes(reader.bytes(2).readUInt16BE()));
  }
  return { source, destination, esmClass, registeredDelivery, dataCoding, shortMessage, optional };
};
