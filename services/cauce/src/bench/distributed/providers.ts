import { setTimeout as sleep } from 'node:timers/promises';
import { type Mailbox, serveDesk } from '@cauce/adapters/sandbox';
import { startSmsSandbox } from '@cauce/adapters/smpp';
import { startMailSandbox } from '@cauce/adapters/smtp';
import type { WrittenChannel } from '@cauce/domain';
import type { Environment } from './core-of.ts';
import type { Stage } from './stage.ts';

const ACCOUNT = { systemId: 'cauce', password: 'cauce' };
/** How often the mailbox is counted: seldom enough that it takes no time of what is measured. */
const LOOK_MS = 25;

export interface Provider {
  readonly mailbox: Mailbox;
  /** What its senders are told. */
  readonly env: Environment;
  close(): Promise<void>;
}

/**
 * A provider of a channel in this process, with what its senders are told of it. It keeps in memory what it takes: a real
 * one has processors and disks of its own.
 */
export const startProvider = async (
  { clock, monotonic }: Stage,
  channel: WrittenChannel,
  pace: { readonly answerAfterMs?: number; readonly perSecond?: number } = {},
): Promise<Provider> => {
  const options = { clock, pace: { monotonic, ...pace } };
  const sandbox = await (channel === 'email'
    ? startMailSandbox(options)
    : startSmsSandbox({ ...options, account: ACCOUNT }));
  const desk = await serveDesk(sandbox.mailbox);
  return {
    mailbox: sandbox.mailbox,
    env: {
      CAUCE_CHANNEL: channel,
      CAUCE_PROVIDER: `127.0.0.1:${sandbox.port}`,
      CAUCE_PROVIDER_DESK_URL: desk.url,
      ...(channel === 'sms'
        ? { CAUCE_SMPP_SYSTEM_ID: ACCOUNT.systemId, CAUCE_SMPP_PASSWORD: ACCOUNT.password }
        : {}),
    },
    close: async () => {
      await desk.close();
      await sandbox.close();
    },
  };
};

/** Resolves when a provider has taken so many messages; throws when for long none comes. */
export const taken = async (
  mailbox: Pick<Mailbox, 'count'>,
  count: number,
  patienceMs = 60_000,
): Promise<void> => {
  let [last, since] = [mailbox.count(), performance.now()];
  while (last < count) {
    await sleep(LOOK_MS);
    const now = mailbox.count();
    if (now > last) since = performance.now();
    else if (performance.now() - since > patienceMs)
      throw new Error(`the provider has ${now} of ${count} messages, and no more come`);
    last = now;
  }
};
