import type { OutboundMessage, Quote, SendGateway, SendOutcome } from '@cauce/ports';

/**
 * A gateway whose process dies right after the provider has answered a send, before anybody can write it down: the
 * instant at which a careless system sends twice.
 */
export class Doomed implements SendGateway {
  readonly name: string;
  readonly channel: SendGateway['channel'];
  readonly abilities: SendGateway['abilities'];
  private readonly gateway: SendGateway;
  private left: number;

  constructor(gateway: SendGateway, sends: number) {
    this.gateway = gateway;
    this.left = sends;
    this.name = gateway.name;
    this.channel = gateway.channel;
    this.abilities = gateway.abilities;
  }

  reach(): Promise<void> {
    return this.gateway.reach();
  }

  quote(message: OutboundMessage): Quote {
    return this.gateway.quote(message);
  }

  async send(message: OutboundMessage): Promise<SendOutcome> {
    const outcome = await this.gateway.send(message);
    this.left -= 1;
    if (this.left === 0) process.kill(process.pid, 'SIGKILL');
    return outcome;
  }

  lookUp(messageId: string): ReturnType<SendGateway['lookUp']> {
    return this.gateway.lookUp(messageId);
  }

  receipts(after: string | null, limit: number): ReturnType<SendGateway['receipts']> {
    return this.gateway.receipts(after, limit);
  }

  close(): Promise<void> {
    return this.gateway.close();
  }
}
