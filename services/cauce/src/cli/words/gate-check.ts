import { type Language, OUTCOME_WORDS, reasonWords, type Said, SILENCE_WORDS, wordOf } from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { GateCheck } from '../../operations/gate/check.ts';
import type { Titled } from '../../operations/packs/rule-titles.ts';
import { rulesWords } from './law.ts';
import { localWords } from './time.ts';
import { titlesIn } from './titles.ts';

const WORDS = {
  contact: { es: 'Contacto por', en: 'Contact by' },
  at: { es: 'el', en: 'at' },
  from: { es: 'desde', en: 'from' },
  until: { es: 'hasta', en: 'until' },
  withoutAddress: {
    es: 'juzgado sin dirección, pues el deudor no tiene ninguna válida para este canal',
    en: 'judged without an address, for the debtor has no valid one for this channel',
  },
} as const satisfies { readonly [name: string]: Said };

/** What would happen to a contact, in words. */
export const gateCheckWords = (check: Titled<GateCheck>, language: Language): string => {
  const { channel, at, withoutAddress, decision, notBefore, expiresAt } = check;
  const { items, notSpokenOf, basis, titles } = check;
  const titleOf = titlesIn(titles);
  const local = (instant: InstantText) => localWords(instant, basis?.facts.zones[0] ?? 'UTC');
  const from = notBefore === null ? '' : `, ${WORDS.from[language]} ${local(notBefore)}`;
  const until = expiresAt === null ? '' : `, ${WORDS.until[language]} ${local(expiresAt)}`;
  const judged = withoutAddress ? `; ${WORDS.withoutAddress[language]}` : '';
  return [
    `${WORDS.contact[language]} ${wordOf(channel, language)}, ${WORDS.at[language]} ${local(at)}: ${OUTCOME_WORDS[decision][language]}${from}${until}${judged}`,
    ...items.flatMap((item) => [
      `  ${item.debt}: ${OUTCOME_WORDS[item.decision][language]}: ${item.reasons.map((reason) => reasonWords(reason, language)).join('; ')}`,
      ...rulesWords(item.rules, titleOf, language),
    ]),
    ...notSpokenOf.map(({ debt, reason }) => `  ${debt}: ${SILENCE_WORDS[reason][language]}`),
  ].join('\n');
};
