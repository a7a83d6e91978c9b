import { type Language, wordOf } from '@cauce/domain';
import type { Reported } from '../projection/projection.ts';

type Noted = Reported<'PersonNoted'>['data'];

/** English and Spanish. */
type Words = readonly [en: string, es: string];

const inBoth = (say: (language: Language, pick: (en: string, es: string) => string) => string): Words => [
  say('en', (en) => en),
  say('es', (_, es) => es),
];

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(': ');

/** A note about a person or an address in plain words; `written` is what was said, where something was. */
export const noteWords = (
  note: Omit<Noted, 'kind' | 'debtorId' | 'noteId'> & { readonly kind: string },
  written: string | undefined,
): Words =>
  inBoth((language, pick) => {
    const { kind, channels = [], hours = [], place, sentOn, returned, lastDay } = note;
    const said = [
      ...channels.map((channel) => wordOf(channel, language)),
      ...hours.map(({ days, begin, end }) => `${days.join()} ${begin}-${end}`),
      ...(place ? [wordOf(place, language)] : []),
      ...(sentOn ? [`${pick('sent', 'enviado')} ${sentOn}`] : []),
      ...(returned ? [`${pick('came back', 'devuelto')} ${returned}`] : []),
      ...(lastDay ? [`${pick('until', 'hasta')} ${lastDay}`] : []),
    ];
    return joined(pick('Noted', 'Anotado'), wordOf(kind, language), said.join(', '), written);
  });

/** A contact that Cauce did not make, in plain words. */
export const logWords = (
  { channel, direction, outcome, agreesToCalls, revokesCalls }: Reported<'ContactLogged'>['data'],
  written: string | undefined,
): Words =>
  inBoth((language, pick) => {
    const from =
      direction === 'in' ? pick('from the debtor', 'del deudor') : pick('to the debtor', 'al deudor');
    const said = [
      wordOf(outcome, language),
      ...(agreesToCalls
        ? [[pick('agrees to calls', 'acepta llamadas'), agreesToCalls.onlyDay].filter(Boolean).join(' ')]
        : []),
      ...(revokesCalls ? [pick('wants no more calls', 'ya no acepta llamadas')] : []),
    ];
    return joined(
      `${pick('Contact', 'Contacto')} ${from}, ${wordOf(channel, language)}`,
      said.join(', '),
      written,
    );
  });
