/** Words by which people ask for no more messages, in Spanish, Portuguese and English (47 CFR 64.1200(a)(10) among them). */
const WORDS: ReadonlySet<string> = new Set([
  // Not CANCELAR: where Spanish is spoken it is to pay, too.
  ...['ALTO', 'BAJA', 'DETENER', 'SALIR', 'PARAR', 'PARE', 'REMOVER', 'SAIR'],
  ...['CANCEL', 'END', 'OPTOUT', 'QUIT', 'REMOVE', 'REVOKE', 'STOP', 'STOPALL', 'UNSUBSCRIBE'],
]);

const PHRASES: ReadonlySet<string> = new Set(['NO MAS', 'DAR DE BAJA', 'NAO QUERO', 'OPT OUT', 'NO MORE']);

/** Words that may stand beside one that asks to stop without meaning something else. */
const MOST_WORDS = 3;

/** Whether a text that somebody wrote back asks for no more messages: it begins with such a word, and is short. */
export const asksToStop = (text: string): boolean => {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
  const words = plain.match(/[A-Z]+/g) ?? [];
  const [first = ''] = words;
  if ([...PHRASES].some((phrase) => words.join(' ').startsWith(phrase))) return true;
  return WORDS.has(first) && words.length <= MOST_WORDS;
};
