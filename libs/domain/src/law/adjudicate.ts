import { type InstantText, instantOfMs, msOf, type Zone } from '@cauce/kernel';
import type { RulePack } from './compile.ts';
import type { Decision, Facts, Proposal, RuleResult } from './facts.ts';
import { latestFirst } from './history.ts';
import type { Matter } from './kinds/kind.ts';
import { SEARCH_DAYS } from './kinds/weekdays.ts';
import { opinionOf } from './opinion.ts';
import { countryOf, EVERYWHERE, holdsIn } from './places.ts';
import { AGENCY, policyOf } from './policy.ts';
import { type Earliest, firstOfAll } from './settle.ts';
import type { ReasonCode } from './vocabulary.ts';
import { DAY, knowsZone } from './wall-clock.ts';

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

const unwritten = refusal('NO_TEXT', 'No approved text of the message may be sent.', {});

/** The reasons of some rules, each once. */
const reasonsOf = (rules: readonly RuleResult[]): Decision['reasons'] => {
  const reasons = new Set<Decision['reasons'][number]>();
  for (const { reason } of rules) if (reason !== undefined) reasons.add(reason);
  return [...reasons];
};

const bites = ({ outcome }: RuleResult): boolean => outcome === 'defer' || outcome === 'block';

/** A decision against the contact, with the reasons of every rule that does not allow it now. */
const against = (rules: readonly RuleResult[], notBefore: InstantText | null): Decision => ({
  decision: notBefore === null ? 'block' : 'defer',
  notBefore,
  reasons: reasonsOf(rules.filter(bites)),
  rules,
});

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
  if (proposal.content === null) return against([unwritten], null);

  const at = msOf(proposal.at);
  const until = at + SEARCH_DAYS * DAY;
  const matter: Matter = { facts, proposal, at, until, past: latestFirst(facts.history) };
  const places = [...countries, ...facts.regions, EVERYWHERE, AGENCY, policyOf(proposal.creditorId)];
  const rules: RuleResult[] = [];
  const searches: Earliest[] = [];
  for (const pack of packs) {
    if (!holdsIn(pack, places)) continue;
    for (const rule of pack.rules) {
      const { result, earliest } = opinionOf(rule, matter);
      rules.push(result);
      if (earliest) searches.push(earliest);
    }
  }
  if (rules.some(({ outcome }) => outcome === 'block')) return against(rules, null);
  if (!rules.some(({ outcome }) => outcome === 'defer'))
    return { decision: 'allow', notBefore: null, reasons: ['OK', ...reasonsOf(rules)], rules };
  const instant = firstOfAll(searches, at, until);
  if (instant === Number.POSITIVE_INFINITY) {
    const text = `No instant of the next ${SEARCH_DAYS} days meets all rules.`;
    return against([...rules, refusal('NO_LAWFUL_INSTANT', text, {})], null);
  }
  return against(rules, instantOfMs(instant));
};
