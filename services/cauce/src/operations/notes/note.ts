import {
  address,
  type ContactChannel,
  contact,
  debt,
  isAddressKind,
  type NoteKind,
  type NotePart,
  type PersonFact,
  partProblems,
} from '@cauce/domain';
import { derivedId, type Uuid } from '@cauce/kernel';
import type { App } from '../../host/app.ts';
import { InvalidArgumentsError } from '../../host/usage-error.ts';
import { dateOption } from '../arguments/dates.ts';
import { NoteCase } from './case.ts';
import { checkSpan, checkWords, hoursIn, sinceOption } from './parts.ts';

export interface NoteArgs {
  /** Id, document or the creditor's reference. */
  readonly debtor: string;
  readonly kind: NoteKind;
  /** Of the debtor, as on file; left out where the kind is not about an address. */
  readonly address?: string;
  readonly channels?: readonly ContactChannel[];
  /** Ids or obligations. */
  readonly debts?: readonly string[];
  /** Like "mon-fri 12:00-14:00". */
  readonly hours?: readonly string[];
  readonly place?: 'home' | 'work';
  /** Days, in the debtor's own calendar. */
  readonly sentOn?: string;
  readonly returned?: string;
  /** Day or instant from which it holds; left out, now. */
  readonly since?: string;
  /** Its last day. */
  readonly until?: string;
  /** What was said or written, kept sealed. */
  readonly text?: string;
}

const partsIn = ({ debtor: _, kind: __, since: ___, text: ____, ...parts }: NoteArgs): NotePart[] =>
  (Object.keys(parts) as NotePart[]).filter((part) => parts[part] !== undefined);

const factOf = (args: NoteArgs, kind: PersonFact['kind'], debtIds: Uuid[]): PersonFact => ({
  kind,
  ...(args.channels ? { channels: [...args.channels] } : {}),
  ...(args.debts ? { debtIds } : {}),
  ...(args.hours ? { hours: args.hours.map(hoursIn) } : {}),
  ...(args.place ? { place: args.place } : {}),
  ...(args.sentOn ? { sentOn: dateOption('sentOn', args.sentOn) } : {}),
  ...(args.returned ? { returned: dateOption('returned', args.returned) } : {}),
  ...(args.until ? { lastDay: dateOption('until', args.until) } : {}),
});

/** Takes down what is told of a debtor, an address or a debt; what stands already is not taken down again. */
export const noteOperation = async (
  app: App,
  args: NoteArgs,
): Promise<{ debtorId: Uuid; kind: NoteKind; noted: boolean }> => {
  const { kind, text = null } = args;
  checkWords(kind, args.channels, args.place);
  const problems = partProblems(kind, partsIn(args));
  if (problems.length > 0)
    throw new InvalidArgumentsError(problems.map(({ part, problem }) => ({ argument: part, problem })));
  const about = await NoteCase.of(app, args.debtor);
  const { debtorId } = about.person;
  const since = sinceOption(about.person, about.now, args.since);
  checkSpan(about, args, since);
  const debtIds = await about.debts(args.debts ?? []);
  const pointId = args.address === undefined ? '' : about.point(args.address);
  const digest = app.folder.core.ids.digest('note', JSON.stringify(args));
  const noteId = derivedId('note', debtorId, digest, about.now);
  const events = await about.transact([digest], async (unit) => {
    if (isAddressKind(kind)) {
      const fact = { kind, ...(args.channels ? { channels: [...args.channels] } : {}) };
      await unit.execute(address, pointId, { kind: 'note', pointId, debtorId, noteId, fact, since, text });
    } else if (kind === 'dispute') {
      for (const debtId of debtIds) {
        const disputeId = derivedId('dispute', noteId, debtId);
        await unit.execute(debt, debtId, { kind, disputeId, receivedAt: since, text });
      }
    } else {
      const fact = factOf(args, kind, debtIds);
      await unit.execute(contact, debtorId, { kind: 'note', noteId, fact, since, text });
    }
    return unit.size;
  });
  return { debtorId, kind, noted: events > 0 };
};
