import type { Language, Said } from '../language/language.ts';
import { LAW_WORDS } from '../law/words.ts';
import { SILENCE_WORDS } from '../silence/words.ts';

/** Names and values of what decisions and events hold, in words; what is no name of ours is shown as it is. */
const GLOSSARY: Readonly<Record<string, Said>> = {
  ...LAW_WORDS,
  // What rules look at.
  zones: { es: 'zonas', en: 'zones' },
  holiday: { es: 'festivo', en: 'holiday' },
  limit: { es: 'tope', en: 'limit' },
  counted: { es: 'contados', en: 'counted' },
  instants: { es: 'instantes', en: 'instants' },
  reading: { es: 'lectura', en: 'reading' },
  moreThan: { es: 'más de', en: 'more than' },
  onDays: { es: 'días', en: 'days' },
  hours: { es: 'franjas', en: 'hours' },
  at: { es: 'instante', en: 'instant' },
  marks: { es: 'anotaciones', en: 'marks' },
  kind: { es: 'clase', en: 'kind' },
  since: { es: 'desde', en: 'since' },
  lastDay: { es: 'último día', en: 'last day' },
  basis: { es: 'origen del correo', en: 'how the address was come by' },
  optOutUntil: { es: 'puede oponerse hasta', en: 'may opt out until' },
  notices: { es: 'avisos', en: 'notices' },
  notice: { es: 'aviso', en: 'notice' },
  consent: { es: 'consentimiento', en: 'consent' },
  given: { es: 'dado', en: 'given' },
  authorised: { es: 'canales autorizados', en: 'channels authorised' },
  missing: { es: 'falta', en: 'missing' },
  refused: { es: 'no admitido', en: 'not admitted' },
  channel: { es: 'canal', en: 'channel' },
  receivedAt: { es: 'recibida', en: 'received' },
  role: { es: 'persona', en: 'person' },
  places: { es: 'lugares', en: 'places' },
  reached: { es: 'alcanzados', en: 'reached' },
  jurisdiction: { es: 'jurisdicción', en: 'jurisdiction' },
  // What the gate saw of the case.
  country: { es: 'país', en: 'country' },
  regions: { es: 'regiones', en: 'regions' },
  portfolio: { es: 'cartera', en: 'portfolio' },
  collector: { es: 'cobra', en: 'collected by' },
  debtKind: { es: 'deuda', en: 'debt' },
  pastContacts: { es: 'contactos anteriores', en: 'past contacts' },
  creditorRank: { es: 'prioridad del acreedor', en: 'priority of the creditor' },
  address: { es: 'dirección o número', en: 'address or number' },
  id: { es: 'identificador', en: 'id' },
  domainPublic: { es: 'dominio público', en: 'public domain' },
  person: { es: 'persona', en: 'person' },
  standing: { es: 'situación', en: 'standing' },
  content: { es: 'qué dice el mensaje', en: 'what the message says' },
  templates: { es: 'textos', en: 'texts' },
  strategy: { es: 'estrategia', en: 'strategy' },
  placedOn: { es: 'asignada el', en: 'placed on' },
  dueDate: { es: 'vence el', en: 'due on' },
  plannedRecall: { es: 'retiro previsto', en: 'planned recall' },
  balance: { es: 'saldo', en: 'balance' },
  balanceAsOf: { es: 'fecha del saldo', en: 'date of the balance' },
  product: { es: 'producto', en: 'product' },
  // Kinds of contact point, segments.
  phone: { es: 'teléfono', en: 'phone' },
  postal: { es: 'dirección postal', en: 'postal address' },
  not_due: { es: 'por vencer', en: 'not due' },
  early_arrears: { es: 'mora temprana', en: 'early arrears' },
  mid_arrears: { es: 'mora media', en: 'mid arrears' },
  late_arrears: { es: 'mora tardía', en: 'late arrears' },
  high_balance: { es: 'saldo alto', en: 'high balance' },
  part_paid: { es: 'pagada en parte', en: 'part paid' },
  // What became of contacts that were logged.
  busy: { es: 'ocupado', en: 'busy' },
  conversation: { es: 'conversación', en: 'conversation' },
  delivered: { es: 'entregado', en: 'delivered' },
  dropped: { es: 'se cortó', en: 'dropped' },
  learned_wrong_number: { es: 'es de otra persona', en: 'belongs to somebody else' },
  no_answer: { es: 'sin respuesta', en: 'no answer' },
  not_in_service: { es: 'fuera de servicio', en: 'not in service' },
  received: { es: 'recibido', en: 'received' },
  replied: { es: 'respondió', en: 'replied' },
  sent: { es: 'enviado', en: 'sent' },
  visited: { es: 'visitado', en: 'visited' },
  voicemail_limited: { es: 'buzón de voz, mensaje limitado', en: 'voicemail, limited message' },
  voicemail_message: { es: 'buzón de voz, con mensaje', en: 'voicemail, with a message' },
  voicemail_no_message: { es: 'buzón de voz, sin mensaje', en: 'voicemail, no message' },
  // Why something was not sent, as events say it.
  MISSING_TAG: SILENCE_WORDS.missing_tag,
  UNAPPROVED_TEMPLATE: SILENCE_WORDS.unapproved_template,
  NO_ADDRESS: { es: 'sin dirección válida', en: 'no valid address' },
  NOTHING_TO_SAY: { es: 'no quedaba nada que decir', en: 'nothing was left to say' },
  USE_OVER: { es: 'ya no tenía utilidad', en: 'its use was over' },
  DECEASED: SILENCE_WORDS.deceased,
  ERASED: { es: 'la persona fue suprimida', en: 'the person was erased' },
  OWNER_GONE: { es: 'quien lo enviaba dejó de responder', en: 'its sender was gone' },
  TEXT_ERASED: { es: 'el texto fue suprimido', en: 'the text was erased' },
  // What a message says of itself.
  written_demand: { es: 'cobro por escrito', en: 'demand in writing' },
  first_contact: { es: 'primer contacto', en: 'first contact' },
  debt_collector_disclosure: { es: 'que escribe un cobrador', en: 'that a debt collector writes' },
  supplier_identification: { es: 'datos del proveedor', en: 'identification of the supplier' },
  identification_complete: {
    es: 'identificación completa de quien cobra',
    en: 'full identification of who collects',
  },
  opt_out_notice: { es: 'cómo dejar de recibirlo', en: 'how to opt out' },
};

/** A name of ours in words. */
export const wordOf = (name: string, language: Language): string => GLOSSARY[name]?.[language] ?? name;

const UNKNOWN: Said = { es: 'no consta', en: 'not on record' };
const NONE: Said = { es: 'ninguno', en: 'none' };
const YES: Said = { es: 'sí', en: 'yes' };
const NO: Said = { es: 'no', en: 'no' };

/** A value that a rule or the gate looked at, in words. */
export const valueWords = (value: unknown, language: Language): string => {
  if (value === null || value === undefined) return UNKNOWN[language];
  if (typeof value === 'boolean') return (value ? YES : NO)[language];
  if (typeof value === 'string') return wordOf(value, language);
  if (typeof value !== 'object') return String(value);
  if (!Array.isArray(value)) return `(${namedWords(value, language)})`;
  return value.length === 0 ? NONE[language] : value.map((one) => valueWords(one, language)).join(', ');
};

/** Named values in words: "tope: 1 · contados: 2". */
export const namedWords = (values: object, language: Language): string =>
  Object.entries(values)
    .map(([name, value]) => `${wordOf(name, language)}: ${valueWords(value, language)}`)
    .join(' · ');
