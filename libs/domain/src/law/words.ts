import type { Said } from '../language/language.ts';
import type { PersonNote } from '../note/noted.ts';
import type {
  AddressKind,
  Channel,
  CollectorType,
  ConsentKind,
  DebtKind,
  MarkKind,
  PersonPlace,
  PersonRole,
} from './vocabulary.ts';

type Named =
  | Channel
  | AddressKind
  | PersonPlace
  | CollectorType
  | DebtKind
  | PersonRole
  | MarkKind
  | ConsentKind
  | PersonNote['kind'];

/** What rules tell apart, in words: channels, addresses, people, what is known of them, what they consented to. */
export const LAW_WORDS: { readonly [N in Named]: Said } = {
  email: { es: 'correo electrónico', en: 'e-mail' },
  sms: { es: 'SMS', en: 'SMS' },
  whatsapp: { es: 'WhatsApp', en: 'WhatsApp' },
  call: { es: 'llamada', en: 'call' },
  ivr: { es: 'llamada automática', en: 'automatic call' },
  push: { es: 'notificación', en: 'push message' },
  letter: { es: 'carta', en: 'letter' },
  visit: { es: 'visita', en: 'visit' },
  in_app: { es: 'aplicación', en: 'app' },
  social_dm: { es: 'mensaje en redes sociales', en: 'message on social media' },
  social_post: { es: 'publicación en redes sociales', en: 'post on social media' },
  postcard: { es: 'tarjeta postal', en: 'postcard' },
  credit_report: { es: 'reporte a la central de riesgo', en: 'report to a credit bureau' },
  email_personal: { es: 'correo personal', en: 'personal e-mail' },
  email_work: { es: 'correo del trabajo', en: 'e-mail of the workplace' },
  mobile: { es: 'celular', en: 'mobile' },
  landline_home: { es: 'teléfono de la casa', en: 'phone at home' },
  work_phone: { es: 'teléfono del trabajo', en: 'phone at work' },
  home_mail: { es: 'dirección de la casa', en: 'home address' },
  work_mail: { es: 'dirección del trabajo', en: 'address of the workplace' },
  home: { es: 'casa', en: 'home' },
  work: { es: 'trabajo', en: 'work' },
  first_party: { es: 'el propio acreedor', en: 'the creditor itself' },
  third_party: { es: 'un tercero', en: 'a third party' },
  consumer: { es: 'de consumo', en: 'consumer' },
  commercial: { es: 'comercial', en: 'commercial' },
  debtor: { es: 'deudor', en: 'debtor' },
  co_obligor: { es: 'codeudor', en: 'co-obligor' },
  guarantor: { es: 'fiador', en: 'guarantor' },
  spouse: { es: 'cónyuge', en: 'spouse' },
  guardian: { es: 'tutor', en: 'guardian' },
  executor: { es: 'albacea', en: 'executor' },
  attorney: { es: 'abogado', en: 'attorney' },
  reference: { es: 'referencia', en: 'reference' },
  relative: { es: 'familiar', en: 'relative' },
  employer: { es: 'empleador', en: 'employer' },
  minor: { es: 'menor de edad', en: 'minor' },
  elder: { es: 'persona mayor', en: 'elder' },
  active_debt: { es: 'deuda vigente', en: 'active debt' },
  address_opt_out: { es: 'no usar esta dirección', en: 'opted out of the address' },
  at_place: { es: 'está en el lugar', en: 'at the place' },
  attorney_consents_or_unresponsive: {
    es: 'el abogado consiente o no responde',
    en: 'the attorney consents or does not answer',
  },
  breathing_space: { es: 'tregua legal', en: 'breathing space' },
  cease: { es: 'pidió no ser contactada', en: 'asked for no more contact' },
  employer_prohibits: { es: 'el empleador lo prohíbe', en: 'the employer prohibits it' },
  erasure_requested: { es: 'supresión solicitada', en: 'erasure requested' },
  inconvenient_place: { es: 'lugar no deseado', en: 'inconvenient place' },
  medium_opt_out: { es: 'no quiere el canal', en: 'opted out of the channel' },
  pattern_guard: { es: 'guarda contra el acoso', en: 'guard against harassment' },
  processing_restricted: { es: 'tratamiento restringido', en: 'processing restricted' },
  repayment_plan: { es: 'plan de pagos', en: 'repayment plan' },
  robocall_revoked: { es: 'revocó las llamadas automáticas', en: 'revoked automatic calls' },
  time_barred: { es: 'prescrita', en: 'time-barred' },
  wrong_number: { es: 'número equivocado', en: 'wrong number' },
  agreed_hours: { es: 'horas acordadas', en: 'agreed hours' },
  inconvenient_hours: { es: 'horas no deseadas', en: 'inconvenient hours' },
  authorised_channels: { es: 'canales autorizados', en: 'channels authorised' },
  deceased: { es: 'fallecida', en: 'deceased' },
  electronic_consent: { es: 'consintió lo electrónico', en: 'consented to electronic messages' },
  sms_consent: { es: 'consintió los SMS', en: 'consented to SMS' },
  robocall_consent: { es: 'consintió las llamadas automáticas', en: 'consented to automatic calls' },
  reporting_notice: { es: 'aviso previo al reporte', en: 'notice before a report' },
  validation_notice: { es: 'aviso de validación', en: 'validation notice' },
  electronic: { es: 'mensajes electrónicos', en: 'electronic messages' },
  robocall: { es: 'llamadas automáticas', en: 'automatic calls' },
};
