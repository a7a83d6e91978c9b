import type { Said } from '../language/language.ts';
import type { AllowCode, ReasonCode } from './vocabulary.ts';

/** Every reason of a decision in words. */
export const REASON_WORDS: { readonly [R in ReasonCode | AllowCode]: Said } = {
  QUIET_HOURS: { es: 'fuera del horario permitido', en: 'outside the hours allowed' },
  DAY_NOT_ALLOWED: { es: 'día no permitido', en: 'a day that is not allowed' },
  CALL_FREQUENCY_7IN7: { es: 'demasiadas llamadas en siete días', en: 'too many calls in seven days' },
  CONVERSATION_COOLDOWN: {
    es: 'espera tras una conversación',
    en: 'waiting period after a conversation',
  },
  FREQUENCY_CAP: { es: 'tope de contactos alcanzado', en: 'as many contacts as allowed were made' },
  CHANNEL_SWITCH: {
    es: 'ya se usó otro canal en el mismo período',
    en: 'another channel was used in the same period',
  },
  MIN_GAP: { es: 'muy cerca del contacto anterior', en: 'too soon after the last contact' },
  CONSUMER_INCONVENIENT_TIME: {
    es: 'hora que la persona no desea',
    en: 'a time that the person does not wish',
  },
  INCONVENIENT_PLACE: { es: 'lugar que la persona no desea', en: 'a place that the person does not wish' },
  ATTORNEY: { es: 'la persona tiene abogado', en: 'an attorney represents the person' },
  EMPLOYER_PROHIBITS: { es: 'el empleador lo prohíbe', en: 'the employer prohibits it' },
  CEASE_COMMUNICATION: {
    es: 'la persona pidió que no se la contacte más',
    en: 'the person asked to be contacted no more',
  },
  MEDIUM_OPT_OUT: { es: 'la persona no quiere este canal', en: 'the person opted out of this channel' },
  ADDRESS_OPT_OUT: {
    es: 'la persona no quiere que se use esta dirección o número',
    en: 'the person opted out of this address or number',
  },
  WRONG_NUMBER: { es: 'el número es de otra persona', en: 'the number is somebody else’s' },
  HARASSMENT_PATTERN: {
    es: 'insistencia que puede ser acoso',
    en: 'an insistence that may be harassment',
  },
  NO_CONSENT: { es: 'falta el consentimiento', en: 'consent is missing' },
  CONSENT_STALE: { es: 'el consentimiento es muy antiguo', en: 'the consent is too old' },
  EMAIL_PROCEDURE: {
    es: 'no consta cómo se obtuvo el correo',
    en: 'how the e-mail address was come by is not in order',
  },
  EMAIL_OPT_OUT_PERIOD: {
    es: 'corre el plazo para oponerse al correo',
    en: 'the time to opt out of e-mail is not over',
  },
  WORK_EMAIL: { es: 'el correo es del trabajo', en: 'the e-mail address is of the workplace' },
  UNAUTHORISED_CHANNEL: {
    es: 'la persona no autorizó este canal',
    en: 'the person did not authorise this channel',
  },
  MISSING_OPT_OUT_NOTICE: {
    es: 'el texto no dice cómo dejar de recibirlo',
    en: 'the text does not say how to opt out',
  },
  MISSING_DISCLOSURE: { es: 'falta un aviso obligatorio', en: 'a disclosure that must be made is missing' },
  FORBIDDEN_CONTENT: { es: 'contenido prohibido', en: 'content that is forbidden' },
  THREAT_CONTENT: { es: 'el texto amenaza', en: 'the text threatens' },
  SIMULATED_JUDICIAL: {
    es: 'el texto aparenta ser un documento judicial',
    en: 'the text looks like a document of a court',
  },
  TIME_BARRED_THREAT: {
    es: 'amenaza con demandar una deuda prescrita',
    en: 'it threatens to sue for a debt that is time-barred',
  },
  DISPUTE_PENDING: { es: 'la deuda está en disputa', en: 'the debt is disputed' },
  CREDIT_REPORTING_WAIT: {
    es: 'corre el plazo antes de reportar a la central de riesgo',
    en: 'the time before the debt may be reported to a bureau is not over',
  },
  CREDIT_REPORTING_UNDELIVERABLE: {
    es: 'el aviso previo al reporte no se pudo entregar',
    en: 'the notice before the report could not be delivered',
  },
  THIRD_PARTY: { es: 'no es la persona que debe', en: 'it is not the person who owes' },
  PUBLIC_EXPOSURE: { es: 'otros verían la deuda', en: 'others would see the debt' },
  POSTCARD: { es: 'por tarjeta postal', en: 'by postcard' },
  VISIT_PROHIBITED: { es: 'visita prohibida', en: 'a visit that is prohibited' },
  VULNERABLE_PERSON: { es: 'persona protegida', en: 'a person who is protected' },
  HOLD: { es: 'gestión suspendida', en: 'on hold' },
  PROCESSING_RESTRICTED: {
    es: 'el tratamiento de los datos está restringido',
    en: 'processing of the data is restricted',
  },
  NO_RULE_PACK: {
    es: 'no hay normas cargadas para esta jurisdicción',
    en: 'no rules are loaded for this jurisdiction',
  },
  NO_ZONE: {
    es: 'no se conoce la hora local de la persona',
    en: 'the local time of the person is not known',
  },
  NO_TEXT: {
    es: 'no hay un texto aprobado que se pueda enviar',
    en: 'there is no approved text that may be sent',
  },
  NO_LAWFUL_INSTANT: {
    es: 'ningún instante cercano cumple todas las normas',
    en: 'no instant soon enough meets all rules',
  },
  OK: { es: 'nada lo impide', en: 'nothing is against it' },
  OK_EXCEPTION: { es: 'la norma lo exceptúa', en: 'the rule excepts it' },
  OK_RESPOND_ONCE: {
    es: 'responde a lo que la persona escribió',
    en: 'it answers what the person wrote',
  },
  OK_PRIOR_CONSENT: { es: 'la persona lo consintió', en: 'the person consented to it' },
  OK_CONSUMER_SESSION: { es: 'la persona está presente', en: 'the person is present' },
};
