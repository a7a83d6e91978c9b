import type { Language, Said } from '@cauce/domain';
import type { ComplianceCounts, ComplianceReport } from '@cauce/reporting';
import type { Titled } from '../../operations/packs/rule-titles.ts';
import { table } from '../output.ts';
import { titlesIn } from './titles.ts';

const WORDS = {
  total: { es: 'total', en: 'total' },
  none: { es: '(nadie asignado)', en: '(nobody assigned)' },
  received: { es: 'recibida', en: 'received' },
  due: { es: 'responder hasta', en: 'to be answered by' },
  answered: { es: 'respondida', en: 'answered' },
  open: { es: 'sin respuesta', en: 'not answered' },
  corrected: { es: 'corregida', en: 'corrected' },
  late: { es: 'fuera de plazo', en: 'late' },
} as const satisfies { readonly [name: string]: Said };

const COLUMNS: { readonly [L in Language]: readonly string[] } = {
  es: [
    '',
    'contactos',
    'hechos a mano',
    'intentos',
    'aplazados',
    'impedidos',
    'sin permiso',
    'texto sin aprobar',
    'quejas',
    'por mil contactos',
  ],
  en: [
    '',
    'contacts',
    'by hand',
    'attempts',
    'deferred',
    'blocked',
    'overrides',
    'unapproved text',
    'complaints',
    'per 1,000 contacts',
  ],
};

const RULE_COLUMNS: { readonly [L in Language]: readonly string[] } = {
  es: ['aplaza', 'impide', 'norma'],
  en: ['defers', 'blocks', 'rule'],
};

const cells = (counts: ComplianceCounts): (string | number)[] => [
  counts.contacts,
  counts.byHand,
  counts.attempts,
  counts.deferred,
  counts.blocked,
  counts.overrides,
  counts.unapproved,
  counts.complaints.length,
  counts.complaintsPer1000 ?? '',
];

/** What was tried, stopped and complained of, in words. */
export const complianceWords = (
  { from, to, total, rows, titles }: Titled<ComplianceReport>,
  language: Language,
): string => {
  const titleOf = titlesIn(titles);
  const named = rows.map(({ key, name, ...counts }) => [
    key === null ? WORDS.none[language] : name,
    ...cells(counts),
  ]);
  const rules = total.rules.map(({ rule, pack, deferred, blocked }) => [
    deferred,
    blocked,
    `${titleOf(pack, rule)?.[language] ?? rule} (${pack})`,
  ]);
  const complaints = total.complaints.map(
    ({ complaintId, regulator, receivedAt, dueOn, answeredAt, correctedAt, late }) => {
      const answer =
        answeredAt === null ? WORDS.open[language] : `${WORDS.answered[language]} ${answeredAt.slice(0, 10)}`;
      return [
        `${complaintId} ${regulator}: ${WORDS.received[language]} ${receivedAt.slice(0, 10)}`,
        `${WORDS.due[language]} ${dueOn}`,
        answer,
        ...(late ? [WORDS.late[language]] : []),
        ...(correctedAt ? [`${WORDS.corrected[language]} ${correctedAt.slice(0, 10)}`] : []),
      ].join(', ');
    },
  );
  return [
    `${from} … ${to}`,
    table(COLUMNS[language], [...named, [WORDS.total[language], ...cells(total)]]),
    ...(rules.length > 0 ? [table(RULE_COLUMNS[language], rules)] : []),
    ...complaints,
  ].join('\n');
};
