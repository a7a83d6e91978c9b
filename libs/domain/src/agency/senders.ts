import { type EventOf, SenderAssigned } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import type { Decider } from '../decider/decider.ts';
import type { WrittenChannel } from '../template/template.ts';

/** Whom a message says that it comes from. */
export interface SenderIdentity {
  /** Null: the name that is usual for the book. */
  readonly name: string | null;
  /** E-mail address, or sender id of short messages. */
  readonly address: string;
}

export interface AssignSender extends SenderIdentity {
  readonly kind: 'assign-sender';
  readonly creditorId: Uuid;
  /** ISO 3166-1 alpha-2; null: every country that has none of its own. */
  readonly country: string | null;
  readonly channel: WrittenChannel;
}

/** A creditor's senders, by channel and country. */
export type Senders = Readonly<Record<string, SenderIdentity>>;

const keyOf = (channel: string, country: string | null): string => `${channel} ${country ?? '*'}`;

/** Who writes for one creditor: its stream is that of the agency for this creditor's id. */
export const senders: Decider<Senders, AssignSender, EventOf<typeof SenderAssigned>> = {
  category: 'agency',
  initial: {},
  decide({ creditorId, country, channel, name, address }, state) {
    const before = state[keyOf(channel, country)];
    if (before?.name === name && before.address === address) return [];
    return [SenderAssigned.make({ creditorId, country, channel, name, address })];
  },
  evolve(state, { data: { country, channel, name, address } }) {
    return { ...state, [keyOf(channel, country)]: { name, address } };
  },
};

/** The creditor's sender in a country, else its sender everywhere, else none. */
export const senderFor = (state: Senders, channel: string, country: string): SenderIdentity | null =>
  state[keyOf(channel, country)] ?? state[keyOf(channel, null)] ?? null;
