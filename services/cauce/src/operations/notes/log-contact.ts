import { LOGGED_OUTCOMES } from '@cauce/contracts';
import { CONTACT_CHANNELS, type ContactChannel, contact, type LoggedContact } from '@cauce/domain';
import { derivedId, type Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { invalid } from '../../host/usage-error.ts';
import { dateOption, instantOption } from '../arguments/dates.ts';
import { debtsOfContact } from '../arguments/debts.ts';
import { NoteCase } from './case.ts';
import { oneOf } from './parts.ts';

export interface LogContactArgs {
  /** Id, document or the creditor's reference. */
  readonly debtor: string;
  readonly channel: ContactChannel;
  readonly direction: 'in' | 'out';
  readonly outcome: LoggedContact['outcome'];
  /** Ids or obligations of one creditor. */
  readonly debts: readonly string[];
  /** Of the debtor, as on file. */
  readonly address?: string;
  /** Left out, now. */
  readonly at?: string;
  /** The debtor agreed to calls: "yes", or a day. */
  readonly agreesToCalls?: string;
  /** The debtor took such an agreement back. */
  readonly revokesCalls?: boolean;
  /** What was said or written, kept sealed. */
  readonly text?: string;
}

const agreementOf = ({ agreesToCalls: to, revokesCalls }: LogContactArgs) => ({
  ...(to === undefined
    ? {}
    : { agreesToCalls: to === 'yes' ? {} : { onlyDay: dateOption('agreesToCalls', to) } }),
  ...(revokesCalls ? { revokesCalls } : {}),
});

/** Takes down a contact that Cauce did not make: the law counts it from then on like its own. */
export const logContactOperation = async (
  app: App,
  args: LogContactArgs,
): Promise<{ debtorId: Uuid; logId: Uuid; logged: boolean }> => {
  const { channel, direction, outcome, text = null } = args;
  oneOf('channel', channel, CONTACT_CHANNELS);
  oneOf('direction', direction, ['in', 'out']);
  oneOf('outcome', outcome, LOGGED_OUTCOMES);
  const about = await NoteCase.of(app, args.debtor);
  const { debtorId } = about.person;
  const at = args.at === undefined ? about.now : instantOption('at', args.at);
  if (at > about.now)
    throw invalid('at', `must be an instant that has come, not "${args.at}" (it is ${about.now})`);
  const { creditorId, debtIds } = await debtsOfContact(app, debtorId, args.debts);
  const { ids } = app.folder.core;
  const pointId = args.address === undefined ? null : about.point(args.address);
  const logId = derivedId('logged', debtorId, ids.digest('logged', JSON.stringify(args)), at);
  const events = await about.transact([logId], (unit) =>
    unit.execute(contact, debtorId, {
      kind: 'log',
      logId,
      at,
      channel,
      direction,
      outcome,
      creditorId,
      debtIds,
      pointId,
      ...agreementOf(args),
      text,
    }),
  );
  return { debtorId, logId, logged: events.length > 0 };
};
