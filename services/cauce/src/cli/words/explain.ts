import {
  type Language,
  namedWords,
  OUTCOME_WORDS,
  reasonWords,
  type Said,
  SILENCE_WORDS,
  type TitleOf,
  wordOf,
} from '@cauce/domain';
import type { Zone } from '@cauce/kernel';
import type { ContactExplanation, JudgedItem, SilenceExplanation, SilentItem } from '@cauce/reporting';
import type { Titled } from '../../operations/packs/rule-titles.ts';
import { rulesWords } from './law.ts';
import { localWords } from './time.ts';
import { titlesIn } from './titles.ts';

const WORDS = {
  contact: { es: 'Contacto por', en: 'Contact by' },
  sent: { es: 'todo se envió', en: 'all of it was sent' },
  notAsked: {
    es: 'El control no decidió sobre este contacto.',
    en: 'The gate decided nothing on this contact.',
  },
  decided: { es: 'Decisión del', en: 'Decision of' },
  rulesOf: { es: 'normas', en: 'rules' },
  step: { es: 'paso', en: 'step' },
  because: { es: 'porque', en: 'because' },
  seen: { es: 'hechos vistos', en: 'facts seen' },
  since: { es: 'desde', en: 'since' },
  lastStep: { es: 'último paso', en: 'last step' },
  next: { es: 'sigue', en: 'next' },
  nothing: { es: 'nada previsto', en: 'nothing is planned' },
  silence: { es: 'Nada se envió el', en: 'Nothing was sent at' },
  noDebt: { es: 'no tiene deudas', en: 'there is no debt' },
} as const satisfies { readonly [name: string]: Said };

const nextWords = (
  { next, nextStep }: Pick<JudgedItem, 'next' | 'nextStep'>,
  zone: Zone,
  language: Language,
): string => {
  const what = nextStep === null ? '' : `, ${WORDS.step[language]} ${nextStep}`;
  const when = next === null ? WORDS.nothing[language] : localWords(next, zone);
  return `    ${WORDS.next[language]}: ${when}${what}`;
};

const because = (reasons: readonly string[], language: Language): string =>
  reasons.map((reason) => reasonWords(reason, language)).join('; ');

/** Why a contact was allowed, put off or refused, in words. */
export const contactWords = (
  { channel, zone, decisions, unsaid, titles }: Titled<ContactExplanation>,
  language: Language,
): string => {
  const titleOf = titlesIn(titles);
  const head = `${WORDS.contact[language]} ${wordOf(channel, language)}`;
  const judged = decisions.flatMap(({ at, pack, items, basis }) => [
    `${WORDS.decided[language]} ${localWords(at, zone)}, ${WORDS.rulesOf[language]} ${pack}`,
    ...items.flatMap((item) => [
      `  ${item.debt}, ${WORDS.step[language]} ${item.step}: ${OUTCOME_WORDS[item.decision][language]}, ${WORDS.because[language]} ${because(item.reasons, language)}`,
      ...rulesWords(item.rules, titleOf, language),
      nextWords(item, zone, language),
    ]),
    `  ${WORDS.seen[language]}: ${namedWords(basis.facts, language)}`,
  ]);
  return [
    unsaid.length === 0 ? `${head}: ${WORDS.sent[language]}` : head,
    ...(judged.length > 0 ? judged : [WORDS.notAsked[language]]),
    ...unsaid.map(
      ({ debt, step, reason, since }) =>
        `${debt}, ${WORDS.step[language]} ${step}: ${SILENCE_WORDS[reason][language]} (${WORDS.since[language]} ${localWords(since, zone)})`,
    ),
  ].join('\n');
};

const silentWords = (item: SilentItem, zone: Zone, titleOf: TitleOf, language: Language): string[] => {
  const { debt, creditor, reason, step, since, contactId, reasons, rules, decision, basis } = item;
  const last =
    step === null || since === null
      ? []
      : [
          `    ${WORDS.lastStep[language]} ${step}: ${localWords(since, zone)}${contactId === null ? '' : `  ${contactId}`}`,
        ];
  const judged =
    decision === null
      ? []
      : [
          `    ${OUTCOME_WORDS[decision][language]}, ${WORDS.because[language]} ${because(reasons, language)}`,
        ];
  return [
    `  ${debt} (${creditor}): ${SILENCE_WORDS[reason][language]}`,
    ...last,
    ...judged,
    ...rulesWords(rules, titleOf, language),
    nextWords(item, zone, language),
    `    ${WORDS.seen[language]}: ${namedWords(basis.facts, language)}`,
  ];
};

/** Why nothing was sent to a debtor at an instant, in words. */
export const silenceWords = (
  { at, zone, items, titles }: Titled<SilenceExplanation>,
  language: Language,
): string => {
  const titleOf = titlesIn(titles);
  return [
    `${WORDS.silence[language]} ${localWords(at, zone)}:`,
    ...(items.length === 0 ? [`  ${WORDS.noDebt[language]}`] : []),
    ...items.flatMap((item) => silentWords(item, zone, titleOf, language)),
  ].join('\n');
};
