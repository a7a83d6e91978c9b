import type { EventEnvelope, RecordedEvent } from '@cauce/contracts';
import { expect } from '@jest/globals';
import { done, type MessageBus, type Outcome } from '../message-bus.ts';

/** What the suite needs around a bus. */
export interface BusHarness {
  /** The bus that runs now. */
  readonly bus: MessageBus;
  /** What it said of keys that stopped, as "group|key|reason", oldest first. */
  readonly failures: readonly string[];
  /** Appends events of a type to a stream, and sees that they come to the bus; the stream's name is their key. */
  append(stream: string, count?: number, type?: string, data?: EventEnvelope['data']): Promise<void>;
  /** Ends in good order and opens again over what was stored. */
  reopen(): Promise<void>;
  /** Opens again over what is stored as if the process had died: nobody tells the old bus. */
  die(): Promise<void>;
}

/** Where an event stands: "debt-a@3". */
const placeIn = ({ stream, revision }: Pick<RecordedEvent, 'stream' | 'revision'>): string =>
  `${stream}@${revision}`;

/** Lets everything that is ready to go on do so, many times over. */
export const manyTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Resolves when something asked for again and again is as wanted; fails as the last comparison does. */
export const eventually = async (ask: () => Promise<unknown>, wanted: unknown): Promise<void> => {
  for (let left = 500; ; left -= 1) {
    try {
      return expect(await ask()).toMatchObject(wanted as object);
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
};

/** A handler that writes down what it is given, and does as it is told about some of it. */
export class Probe {
  readonly seen: string[] = [];
  /** Keys at work when there were most. */
  most = 0;
  /** Keys that had two messages at work at once: there must be none. */
  readonly clashes: string[] = [];
  readonly #acts = new Map<string, () => Promise<Outcome>>();
  readonly #atWork = new Set<string>();
  readonly #entered = new Map<string, () => void>();

  /** What to do about a message ("debt-a@3") or every message of a stream ("debt-a"). */
  on(place: string, act: () => Promise<Outcome>): this {
    this.#acts.set(place, act);
    return this;
  }

  /** From now on the message is handled as any other. */
  forget(place: string): void {
    this.#acts.delete(place);
  }

  /** Resolves when the message has been handed over. */
  async entered(place: string): Promise<void> {
    if (this.seen.includes(place)) return;
    await new Promise<void>((resolve) => this.#entered.set(place, resolve));
  }

  /** Revisions of a stream in the order in which they came. */
  of(stream: string): number[] {
    return this.seen.filter((one) => one.startsWith(`${stream}@`)).map((one) => Number(one.split('@')[1]));
  }

  readonly handle = async (event: RecordedEvent): Promise<Outcome> => {
    const place = placeIn(event);
    this.seen.push(place);
    if (this.#atWork.has(event.stream)) this.clashes.push(place);
    this.#atWork.add(event.stream);
    this.most = Math.max(this.most, this.#atWork.size);
    this.#entered.get(place)?.();
    try {
      const act = this.#acts.get(place) ?? this.#acts.get(event.stream);
      return act ? await act() : done;
    } finally {
      this.#atWork.delete(event.stream);
    }
  };
}
