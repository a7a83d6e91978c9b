import { type Language, OUTCOME_WORDS, type Said, SILENCE_WORDS, type SilenceReason } from '@cauce/domain';
import type { Plan } from '../../operations/plan/plan.ts';
import { table } from '../output.ts';

const WORDS = {
  made: { es: 'contactos se harán', en: 'contacts will be made' },
  putOff: { es: 'se aplazan', en: 'put off' },
  refused: { es: 'no se permiten', en: 'refused' },
  until: { es: 'hasta', en: 'until' },
  debts: { es: 'deudas sin contacto, de', en: 'debts not contacted, of' },
} as const satisfies { readonly [name: string]: Said };

const COLUMNS: { readonly [L in Language]: readonly string[] } = {
  es: ['hora', 'decisión', 'deudor', 'acreedor', 'deudas y pasos', 'asunto'],
  en: ['at', 'decision', 'debtor', 'creditor', 'items', 'subject'],
};

/** Who will be contacted on a day, and who not and why, in words. */
export const planWords = ({ date, contacts, totals }: Plan, language: Language): string => {
  const { notContacted, debts, allow, defer, block } = totals;
  const silent = Object.entries(notContacted) as [SilenceReason, number][];
  const rows = contacts.map(({ at, decision, debtor, creditor, items, subject, notBefore }) => [
    at,
    `${OUTCOME_WORDS[decision][language]}${notBefore ? ` ${WORDS.until[language]} ${notBefore}` : ''}`,
    debtor,
    creditor,
    items.map(({ debt, step }) => `${debt} ${step}`).join(', '),
    subject ?? '',
  ]);
  return [
    `${date}: ${allow} ${WORDS.made[language]}, ${defer} ${WORDS.putOff[language]}, ${block} ${WORDS.refused[language]}`,
    ...(rows.length > 0 ? [table(COLUMNS[language], rows)] : []),
    `${silent.reduce((sum, [, count]) => sum + count, 0)} ${WORDS.debts[language]} ${debts}:`,
    ...silent.map(([reason, count]) => `  ${count}: ${SILENCE_WORDS[reason][language]}`),
  ].join('\n');
};
