import { type InstantText, instantText, type Uuid } from '@cauce/kernel';
import type { ContactExplanation, SilenceExplanation } from '@cauce/reporting';
import type { App } from '../../host/app.ts';
import { strategyOf } from '../../host/strategy.ts';
import { invalid, UsageError } from '../../host/usage-error.ts';
import { instantOption } from '../arguments/dates.ts';
import { debtNamed } from '../arguments/debts.ts';
import { namesIn, type Titled, withTitles } from '../packs/rule-titles.ts';

/** Why a contact was sent, put off or refused, and what became of what it was for. */
export const explainOperation = async (
  app: App,
  { contact }: { contact: string },
): Promise<Titled<ContactExplanation>> => {
  const explanation = await app.reporting.explain(contact, await strategyOf(app.folder.core));
  const rules = explanation.decisions.flatMap(({ items }) => items.flatMap((item) => item.rules));
  return withTitles(app, explanation, namesIn(rules));
};

export interface SilenceArgs {
  readonly debtor: string;
  readonly at: string;
  /** One of the debtor's debts; left out, all of them. */
  readonly debt?: string;
}

/** Whether a message of the debtor that was on the log at an instant is parked to this day. */
const stoodStill = async ({ folder }: App, debtorId: Uuid, at: InstantText): Promise<boolean> => {
  const { bus, store } = folder.core;
  for (const { key, stream, revision } of await bus.parked()) {
    const [event] = key === debtorId ? await store.read(stream, { from: revision, limit: 1 }) : [];
    if (event && event.recordedAt <= at) return true;
  }
  return false;
};

/** Why nothing was sent to a debtor at an instant. Throws UsageError, and as references do. */
export const explainSilenceOperation = async (
  app: App,
  args: SilenceArgs,
): Promise<Titled<SilenceExplanation>> => {
  const { reporting } = app;
  const at = instantOption('at', args.at);
  const now = instantText(app.folder.core.clock.now());
  if (at > now)
    throw invalid(
      'at',
      `must be an instant that has come, not "${args.at}" (it is ${now}): "cauce plan" says what will happen`,
    );
  const { debtorId, debtId } = await reporting.references.subject(args.debtor);
  const subject = { debtorId, ...(debtId ? { debtId } : {}) };
  if (args.debt !== undefined) {
    const asked = await debtNamed(app, args.debt);
    if (asked.debtorId !== debtorId) throw new UsageError(`"${args.debt}" is not a debt of ${args.debtor}`);
    subject.debtId = asked.debtId;
  }
  const strategy = await strategyOf(app.folder.core);
  const working = { strategy, parked: await stoodStill(app, debtorId, at) };
  const explanation = await reporting.explainSilence(subject, at, working);
  return withTitles(app, explanation, namesIn(explanation.items.flatMap(({ rules }) => rules)));
};
