import { contact, emailOf, type Person, phoneOf } from '@cauce/domain';
import { derivedId, type InstantText, instantText, type Uuid } from '@cauce/kernel';
import type { Cause, UnitOfWork } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { namedDebts } from '../arguments/debts.ts';

/** Whom something is told of, and the log that it is taken down in. */
export class NoteCase {
  private constructor(
    private readonly app: App,
    readonly person: Person,
    readonly now: InstantText,
  ) {}

  static async of(app: App, debtor: string): Promise<NoteCase> {
    const { log, clock } = app.folder.core;
    const { debtorId } = await app.reporting.references.subject(debtor);
    const person = await log.load(contact, debtorId);
    if (!person) throw new UsageError(`"${debtor}" is nobody who is contacted`);
    return new NoteCase(app, person, instantText(clock.now()));
  }

  /** The person's debts that some references name. */
  async debts(references: readonly string[]): Promise<Uuid[]> {
    const debts = await namedDebts(this.app, this.person.debtorId, references);
    return debts.map(({ debtId }) => debtId);
  }

  /** The contact point of an address, which has to be one of the person's. */
  point(value: string): Uuid {
    const { ids } = this.app.folder.core;
    const [phone, email] = [phoneOf(value, this.person.country), emailOf(value)];
    const possible = [
      ...(phone.ok ? [ids.point({ kind: 'phone', value: phone.value })] : []),
      ...(email.ok ? [ids.point({ kind: 'email', value: email.value })] : []),
      ids.point({ kind: 'postal', value }),
    ];
    const found = this.person.points.find(({ pointId }) => possible.includes(pointId));
    if (found) return found.pointId;
    throw invalid('address', `must be one that the debtor has on file: "${value}" is not`);
  }

  /** Appends what some work stages; the ids of its events follow from what is told and when. */
  transact<T>(told: readonly string[], work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    const causationId = derivedId('note', this.person.debtorId, ...told, this.now);
    const cause: Cause = { actor: this.app.actor, causationId, correlationId: causationId };
    return this.app.folder.core.log.transact(cause, work);
  }
}
