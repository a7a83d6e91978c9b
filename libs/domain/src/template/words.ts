import type { TemplateLanguage } from './template.ts';

/** The words that tags themselves bring along. */
interface TagWords {
  readonly onBehalf: (agency: string, creditor: string) => string;
  readonly ifPaid: string;
  /** That a debt collector writes, and what for (12 CFR 1006.18(e)); else that none does. */
  readonly agencyCollects: string;
  readonly creditorCollects: string;
  /** What somebody writes back who wants no more short messages. */
  readonly optOutWord: string;
  readonly chat: (creditor: string) => string;
  readonly dueLater: (date: string) => string;
  readonly dueToday: (date: string) => string;
  readonly dueBefore: (date: string) => string;
  readonly components: Readonly<Record<'principal' | 'interest' | 'fees' | 'tax', string>>;
}

export const TAG_WORDS: Readonly<Record<TemplateLanguage, TagWords>> = {
  es: {
    onBehalf: (agency, creditor) => `${agency}, por cuenta de ${creditor}`,
    ifPaid: 'Si ya pagó, haga caso omiso de este mensaje.',
    agencyCollects:
      'Este mensaje es de una agencia de cobranza, para cobrar una deuda; lo que nos informe se usará para ello.',
    creditorCollects: 'Este mensaje es del propio acreedor.',
    optOutWord: 'BAJA',
    chat: (creditor) => `Buenos días, le escribo por el mensaje que recibí de ${creditor}.`,
    dueLater: (date) => `vence el ${date}`,
    dueToday: (date) => `vence hoy, ${date}`,
    dueBefore: (date) => `venció el ${date}`,
    components: {
      principal: 'Capital',
      interest: 'Intereses',
      fees: 'Gastos',
      tax: 'Impuestos',
    },
  },
  pt: {
    onBehalf: (agency, creditor) => `${agency}, em nome de ${creditor}`,
    ifPaid: 'Se já pagou, desconsidere esta mensagem.',
    agencyCollects:
      'Esta mensagem é de uma agência de cobrança, para cobrar uma dívida; o que nos informar será usado para esse fim.',
    creditorCollects: 'Esta mensagem é do próprio credor.',
    optOutWord: 'SAIR',
    chat: (creditor) => `Olá, escrevo pela mensagem que recebi de ${creditor}.`,
    dueLater: (date) => `vence em ${date}`,
    dueToday: (date) => `vence hoje, ${date}`,
    dueBefore: (date) => `venceu em ${date}`,
    components: {
      principal: 'Principal',
      interest: 'Juros',
      fees: 'Encargos',
      tax: 'Impostos',
    },
  },
  en: {
    onBehalf: (agency, creditor) => `${agency}, on behalf of ${creditor}`,
    ifPaid: 'If you have already paid, please disregard this message.',
    agencyCollects:
      'This is from a debt collector attempting to collect a debt; any information obtained will be used for that purpose.',
    creditorCollects: 'This is from the creditor itself.',
    optOutWord: 'STOP',
    chat: (creditor) => `Hello, I am writing about the message I received from ${creditor}.`,
    dueLater: (date) => `due on ${date}`,
    dueToday: (date) => `due today, ${date}`,
    dueBefore: (date) => `was due on ${date}`,
    components: {
      principal: 'Principal',
      interest: 'Interest',
      fees: 'Fees',
      tax: 'Tax',
    },
  },
};
