/** Words that no message may hold, and what a message that holds them says of itself, as rules of law name it. */
export interface Banned {
  readonly says: string;
  readonly because: string;
  /** Lower case, without accents; `*` stands for any ending of a word. */
  readonly phrases: { readonly es: Phrases; readonly pt: Phrases; readonly en: Phrases };
}

type Phrases = readonly string[];

/** One list for all languages of a template: a banned word in another language is banned too. */
export const BANNED: readonly Banned[] = [
  {
    says: 'simulates_judicial',
    because: 'looks like a paper of a court, which only a court issues',
    phrases: {
      es: [
        'notificacion judicial',
        'notificacion prejudicial',
        'citacion',
        'orden de embargo',
        'mandamiento de *',
        'cedula de notificacion',
        'emplazamiento',
        'juzgado',
        'expediente judicial',
        'requerimiento judicial',
      ],
      pt: [
        'notificacao judicial',
        'intimacao',
        'mandado de *',
        'citacao',
        'oficial de justica',
        'vara civel',
        'processo judicial n*',
      ],
      en: ['court order', 'court notice', 'summons', 'subpoena', 'writ of *', 'bailiff*', 'plaintiff*'],
    },
  },
  {
    says: 'threat',
    because: 'threatens with arrest or prison, which no debt of a consumer brings about',
    phrases: {
      es: ['arrest*', 'carcel', 'prision', 'detencion', 'denuncia penal', 'delito', 'orden de captura'],
      pt: ['prisao', 'cadeia', 'detencao', 'boletim de ocorrencia', 'crime', 'policia'],
      en: ['arrest*', 'jail*', 'prison', 'imprison*', 'criminal charge*', 'warrant', 'police'],
    },
  },
  {
    says: 'threat',
    because: 'threatens with taking goods or wages, which needs the judgment of a court',
    phrases: {
      es: ['embarg*', 'remate', 'retencion de su salario', 'decomis*'],
      pt: ['penhora*', 'bloqueio de bens', 'bloqueio judicial', 'desconto em folha'],
      en: ['garnish*', 'seize*', 'seizure', 'foreclos*', 'repossess*'],
    },
  },
  {
    says: 'threat',
    because: 'threatens with telling others of the debt',
    phrases: {
      es: [
        'lista de morosos',
        'lista negra',
        'publicaremos',
        'publicar su deuda',
        'informaremos a su empleador',
        'informaremos a su familia',
      ],
      pt: [
        'lista de devedores',
        'lista negra',
        'publicaremos',
        'divulgar a sua divida',
        'informaremos o seu empregador',
      ],
      en: ['blacklist*', 'list of debtors', 'publish your debt', 'tell your employer', 'tell your family'],
    },
  },
  {
    says: 'threatens_suit',
    because: 'threatens with a suit, which may be barred by time',
    phrases: {
      es: ['accion* judicial*', 'accion* legal*', 'demanda judicial', 'via judicial', 'lo demandaremos'],
      pt: ['acao judicial', 'acoes judiciais', 'medidas judiciais', 'via judicial', 'sera processado'],
      en: ['legal action', 'lawsuit', 'sue you', 'take you to court', 'judicial action'],
    },
  },
  {
    says: 'false_urgency',
    because: 'makes a haste that no law knows',
    phrases: {
      es: ['ultimo aviso', 'ultima oportunidad', 'ultimatum', 'de inmediato', 'inmediatamente', 'urgente'],
      pt: ['ultimo aviso', 'ultima oportunidade', 'ultima chance', 'de imediato', 'imediatamente', 'urgente'],
      en: ['final notice', 'last notice', 'last chance', 'final warning', 'immediately', 'urgent*'],
    },
  },
  {
    says: 'asks_reason_for_default',
    because: 'asks why nothing was paid, which is not for a collector to ask',
    phrases: {
      es: ['por que no ha pagado', 'por que no pago', 'motivo de su atraso', 'motivo del no pago'],
      pt: ['por que nao pagou', 'motivo do seu atraso', 'motivo do atraso'],
      en: ['why you have not paid', 'why have you not paid', 'reason for your default'],
    },
  },
];

/** Words that tell whoever sees a list of mails, or a locked telephone, that there is a debt. */
export const TELLING = {
  es: ['deud*', 'adeud*', 'mora', 'moros*', 'venc*', 'atras*', 'cobr*', 'saldo*', 'impag*'],
  pt: ['divid*', 'debito*', 'devedor*', 'inadimpl*', 'cobranca*', 'em aberto'],
  en: ['debt*', 'overdue', 'past due', 'collect*', 'owe', 'owes', 'owed', 'balance', 'arrears', 'delinquen*'],
} as const satisfies Banned['phrases'];
