import {
  contact,
  type Debt,
  debt,
  type Erasure,
  erasure,
  groundsFor,
  mayApprove,
  portfolio,
} from '@cauce/domain';
import { derivedId, instantText, type Uuid } from '@cauce/kernel';
import { UnknownReferenceError } from '@cauce/reporting';
import type { Core } from '@cauce/runtime';
import type { App } from '../../host/app.ts';
import { carryOut, type Purged } from '../../host/erasure/carry-out.ts';
import { type Traces, tracesOf } from '../../host/erasure/traces.ts';
import { invalid } from '../../host/usage-error.ts';
import { nameOfActor } from '../../principals/principals.ts';
import { SecondApprovalError } from '../approvals.ts';

export interface EraseArgs {
  /** Debtor, guarantor, co-debtor or reference by id, document or reference; advisor or supervisor by id. */
  readonly debtor: string;
  /** Why; an approval needs none. */
  readonly reason?: string;
}

export interface EraseReport {
  readonly debtorId: Uuid;
  readonly status: 'erased' | 'pending';
  /** Why a second approval is, or was, needed. */
  readonly because: readonly string[];
  /** Who asked for it, and who approved. */
  readonly approvals: readonly { readonly principal: string; readonly at: string }[];
  /** What was destroyed beside the key; only when it was done now. */
  readonly purged?: Purged;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The person of a reference; an id may be anybody's of whom the log tells. */
const subjectOf = async ({ reporting }: App, reference: string): Promise<Uuid> => {
  try {
    return await reporting.references.debtor(reference);
  } catch (error) {
    if (error instanceof UnknownReferenceError && UUID.test(reference)) return reference.toLowerCase();
    throw error;
  }
};

const groundsOf = async (
  { log, clock }: Core,
  subject: Uuid,
  { debtIds }: Traces,
): Promise<readonly string[]> => {
  const loaded = await Promise.all([...debtIds].map((id) => log.load(debt, id)));
  const debts = loaded.filter((one): one is Debt => one !== null);
  const books = await Promise.all(
    [...new Set(debts.map((one) => one.portfolioId))].map((id) => log.load(portfolio, id)),
  );
  return groundsFor({
    person: await log.load(contact, subject),
    debts,
    jurisdictions: books.flatMap((book) => book?.jurisdiction ?? []),
    now: instantText(clock.now()),
  });
};

const reportOf = async (
  core: Core,
  debtorId: Uuid,
  { because, consents }: Erasure,
  purged?: Purged,
): Promise<EraseReport> => ({
  debtorId,
  status: purged ? 'erased' : 'pending',
  because,
  approvals: await Promise.all(
    consents.map(async ({ actor, at }) => ({ principal: await nameOfActor(core, actor), at })),
  ),
  ...(purged ? { purged } : {}),
});

/**
 * Erases a person, or asks for it: during retention or an open claim it waits until another principal says the same.
 * Throws SecondApprovalError when the same principal says it twice.
 */
export const eraseOperation = async (app: App, { debtor, reason }: EraseArgs): Promise<EraseReport> => {
  const { core, dir } = app.folder;
  const { log, clock } = core;
  const subject = await subjectOf(app, debtor);
  const before = await log.load(erasure, subject);
  if (before.status === 'erased') return { ...(await reportOf(core, subject, before)), status: 'erased' };
  const traces = await tracesOf(core, subject);
  if (!traces.known) throw new UnknownReferenceError('person', debtor);
  const approving = mayApprove(before, app.actor);
  if (before.status === 'none' && !reason?.trim())
    throw invalid('reason', 'must be given: it is written on the log, sealed for the person');
  const because = approving ? [] : await groundsOf(core, subject, traces);
  if (before.status === 'pending' && !approving && because.length > 0)
    throw new SecondApprovalError(await nameOfActor(core, app.actor), 'this erasure', 'erase');
  const causationId = derivedId('erasure', subject, app.actor, instantText(clock.now()));
  const cause = { actor: app.actor, causationId, correlationId: causationId };
  const state = await log.transact(cause, async (unit) => {
    const debtorId = subject;
    if (approving) await unit.execute(erasure, subject, { kind: 'approve', debtorId, by: app.actor });
    else await unit.execute(erasure, subject, { kind: 'request', debtorId, reason: reason ?? null, because });
    return unit.load(erasure, subject);
  });
  if (state.status === 'pending') return reportOf(core, subject, state);
  const at = state.consents.at(-1)?.at ?? instantText(clock.now());
  return reportOf(core, subject, state, await carryOut(core, dir, { subject, at }, traces));
};
