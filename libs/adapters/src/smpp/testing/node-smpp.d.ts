/** The part of node-smpp that tests talk to; it brings no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server } from 'node:net';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly [parameter: string]: unknown;
    response(options?: object): Pdu;
  }

  export interface Session extends EventEmitter {
    send(pdu: Pdu): boolean;
    bind_transceiver(options: object, answered: (pdu: Pdu) => void): boolean;
    submit_sm(options: object, answered: (pdu: Pdu) => void): boolean;
    deliver_sm(options: object, answered: (pdu: Pdu) => void): boolean;
    query_sm(options: object, answered: (pdu: Pdu) => void): boolean;
    enquire_link(answered: (pdu: Pdu) => void): boolean;
    unbind(answered: (pdu: Pdu) => void): boolean;
    close(closed?: () => void): void;
  }

  const smpp: {
    connect(options: { host: string; port: number }): Session;
    createServer(onSession: (session: Session) => void): Server;
  };
  export default smpp;
}
