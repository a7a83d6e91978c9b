import type { ParkedMessage, ParkedMessages } from '@cauce/ports';
import { compareText } from '../shared/text-order.ts';

export class MemoryParkedMessages implements ParkedMessages {
  readonly #messages = new Map<string, ParkedMessage>();

  async all(): Promise<readonly ParkedMessage[]> {
    return [...this.#messages.values()].sort((a, b) => compareText(a.position, b.position));
  }

  async put(message: ParkedMessage): Promise<void> {
    this.#messages.set(`${message.group} ${message.position}`, message);
  }

  async remove(group: string, position: string): Promise<void> {
    this.#messages.delete(`${group} ${position}`);
  }
}
