import { type InstantText, instantOfMs, msOf, type Zone } from '@cauce/kernel';
import type { RulePack } from './compile.ts';
import type { Decision, Facts, Proposal, RuleResult } from './facts.ts';
import { latestFirst } from './history.ts';
import type { Matter } from './kinds/kind.ts';
import { SEARCH_DAYS } from './kinds/weekdays.ts';
import { opinionOf } from './opinion.ts';
import { isUnder } from './policy.ts';
import { firstOfAll } from './settle.ts';
import type { ReasonCode } from './vocabulary.ts';
import { DAY, knowsZone } from './wall-clock.ts';

/** The member of a pack whose rules hold in every country. */
const EVERYWHERE = '*';

const countryOf = (jurisdiction: string): string => jurisdiction.split('-', 1)[0] ?? jurisdiction;

const refusal = (reason: ReasonCode, text: string, inputs: RuleResult['inputs'], pack = ''): RuleResult => ({
  id: reason,
  outcome: 'block',
  reason,
  citation: { text },
  inputs,
  pack,
  packVersion: '',
});

const missingPack = (jurisdiction: string): RuleResult =>
  refusal('NO_RULE_PACK', 'No rules are loaded for this jurisdiction.', { jurisdiction }, jurisdiction);

const unknownPlace = (zones: readonly Zone[]): RuleResult =>
  refusal('NO_ZONE', 'The local time of the person is not known.', { zones: [...zones] });

/** A decision against the contact, with the reasons of every rule that does not allow it now. */
const against = (rules: readonly RuleResult[], notBefore: InstantText | null): Decision => {
  const biting = rules.filter(({ outcome }) => outcome === 'defer' || outcome === 'block');
  const reasons = biting.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  return {
    decision: notBefore === null ? 'block' : 'defer',
    notBefore,
    reasons: [...new Set(reasons)],
    rules,
  };
};

/**
 * Judges one item of a contact under the law of the debtor's country, the portfolio's country, and the regions that
 * an address on file names, under what holds everywhere, and under the policies of agency and creditor, which can
 * only add rules: the strictest wins. Pure and total: the same packs, facts and proposal
 * always give the same decision.
 *
 * `notBefore` solves hours, weekdays, holidays, counts, gaps, several zones and clock changes together, up to
 * a year ahead; when time alone cannot cure it within that, the decision is `block`.
 */
export const adjudicate = (packs: readonly RulePack[], facts: Facts, proposal: Proposal): Decision => {
  const countries = [...new Set([countryOf(facts.country), countryOf(facts.portfolio.jurisdiction)])];
  const missing = countries.filter((country) => !packs.some((pack) => pack.jurisdiction === country));
  if (missing.length > 0) return against(missing.map(missingPack), null);
  const zonesKnown = facts.zones.length > 0 && facts.zones.every(knowsZone);
  if (!zonesKnown) return against([unknownPlace(facts.zones)], null);

  const at = msOf(proposal.at);
  const until = at + SEARCH_DAYS * DAY;
  const matter: Matter = { facts, proposal, at, until, past: latestFirst(facts.history) };
  const opinions = packs
    .filter(
      (pack) =>
        countries.includes(pack.jurisdiction) ||
        facts.regions.includes(pack.jurisdiction) ||
        pack.members.some((member) => member === EVERYWHERE || countries.includes(member)) ||
        isUnder(pack, proposal),
    )
    .flatMap((pack) => pack.rules.map((rule) => opinionOf(rule, pack, matter)));
  const rules = opinions.map(({ result }) => result);
  const outcomes = new Set(rules.map(({ outcome }) => outcome));
  if (outcomes.has('block')) return against(rules, null);
  if (!outcomes.has('defer')) {
    const because = new Set(rules.flatMap(({ reason }) => reason ?? []));
    return { decision: 'allow', notBefore: null, reasons: ['OK', ...because], rules };
  }
  const searches = opinions.flatMap(({ earliest }) => (earliest ? [earliest] : []));
  const instant = firstOfAll(searches, at, until);
  if (instant === Number.POSITIVE_INFINITY) {
    const text = `No instant of the next ${SEARCH_DAYS} days meets all rules.`;
    return against([...rules, refusal('NO_LAWFUL_INSTANT', text, {})], null);
  }
  return against(rules, instantOfMs(instant));
};
