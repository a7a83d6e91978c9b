import { senderAddress } from '@cauce/adapters/smpp';
import { emailOf, senders, type WrittenChannel } from '@cauce/domain';
import { derivedId, instantText } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { invalid } from '../../host/usage-error.ts';
import { creditorNamed } from '../arguments/creditor.ts';

export interface SenderArgs {
  /** Name or id. */
  readonly creditor: string;
  readonly channel: WrittenChannel;
  /** E-mail address, or sender id of short messages. */
  readonly address: string;
  /** Shown beside the address; left out, the usual name of the book. */
  readonly name?: string;
  /** ISO 3166-1 alpha-2; left out, every country that has none of its own. */
  readonly country?: string;
}

/** ISO 3166-1 alpha-2. */
export const COUNTRY = /^[A-Z]{2}$/;

/** The address as it is kept. Throws UsageError where the channel cannot send from it. */
const checked = (channel: WrittenChannel, address: string): string => {
  if (channel === 'email') {
    const email = emailOf(address);
    if (email.ok) return email.value;
    throw invalid('address', `must be an e-mail address, not "${address}"`);
  }
  if (senderAddress(address)) return address;
  throw invalid(
    'address',
    `must be a phone in E.164, a short code, or up to 11 letters and digits, not "${address}"`,
  );
};

/** Says who writes for a creditor through a channel, in one country or in all that have none of their own. */
export const senderOperation = async (
  app: App,
  { creditor, channel, address, name, country }: SenderArgs,
): Promise<{ creditorId: string; country: string | null; channel: WrittenChannel; address: string }> => {
  if (country !== undefined && !COUNTRY.test(country))
    throw invalid('country', `must be two capital letters such as CO, not "${country}"`);
  const creditorId = creditorNamed(await app.reporting.creditors(), creditor);
  const { log, clock } = app.folder.core;
  const assigned = { creditorId, country: country ?? null, channel, address: checked(channel, address) };
  const causationId = derivedId('sender', creditorId, channel, country ?? '', instantText(clock.now()));
  const cause = { actor: app.actor, causationId, correlationId: causationId };
  await log.transact(cause, (unit) =>
    unit.execute(senders, creditorId, { kind: 'assign-sender', ...assigned, name: name ?? null }),
  );
  return assigned;
};
