import type { Said } from '../language/language.ts';
import type { SilenceReason } from './reasons.ts';

/** Every reason in words, to be read after "nothing was sent: ". */
export const SILENCE_WORDS: { readonly [R in SilenceReason]: Said } = {
  not_placed: {
    es: 'la deuda aún no había sido asignada a la agencia',
    en: 'the debt had not been placed with the agency yet',
  },
  paid: { es: 'la deuda está pagada', en: 'the debt is paid' },
  recalled: { es: 'el acreedor retiró la deuda', en: 'the creditor recalled the debt' },
  withdrawn: {
    es: 'la deuda ya no viene en el archivo del acreedor',
    en: 'the debt is no longer in the creditor’s file',
  },
  erased: { es: 'los datos de la persona fueron suprimidos', en: 'the person’s data was erased' },
  deceased: { es: 'la persona falleció', en: 'the person is deceased' },
  held: { es: 'la gestión de la deuda está suspendida', en: 'the work on the debt is on hold' },
  parked: {
    es: 'el trabajo de este deudor está detenido por un error hasta que alguien lo reanude',
    en: 'the work on this debtor stands still after an error until somebody lets it go on',
  },
  awaiting_segment: {
    es: 'la deuda aún no está en ningún segmento, así que ninguna estrategia la trabaja',
    en: 'the debt is in no segment yet, so no strategy works it',
  },
  awaiting_request: {
    es: 'un paso está pendiente y la segmentación aún no lo ha tomado',
    en: 'a step is due and segmentation has not come to it yet',
  },
  awaiting_clearance: {
    es: 'el control de cumplimiento aún no ha decidido',
    en: 'the compliance gate has not decided yet',
  },
  deferred: {
    es: 'la ley no lo permite todavía: está aplazado',
    en: 'the law does not allow it yet: it is deferred',
  },
  awaiting_attempt: { es: 'está permitido y por enviarse', en: 'it is cleared and about to be sent' },
  under_way: { es: 'el envío está en curso', en: 'it is being sent' },
  not_accepted: {
    es: 'el proveedor no lo aceptó: se intentará de nuevo',
    en: 'the provider did not take it: it will be tried again',
  },
  before_hour: { es: 'el paso de hoy aún no llega a su hora', en: 'the step of the day is before its hour' },
  refused: { es: 'una norma lo impide', en: 'a rule refuses it' },
  no_address: {
    es: 'no hay ninguna dirección válida para este canal',
    en: 'there is no valid address for this channel',
  },
  missing_tag: {
    es: 'faltan datos que el texto debe nombrar',
    en: 'data that the text must name is missing',
  },
  unapproved_template: {
    es: 'el texto no es el que se aprobó, o ya no puede usarse',
    en: 'the text is not what was approved, or may not be used any more',
  },
  unknown_attempt: {
    es: 'no se sabe si el último envío llegó: una persona debe resolverlo',
    en: 'nobody knows whether the last attempt arrived: a person must settle it',
  },
  bounced: { es: 'el último mensaje rebotó', en: 'the last message bounced' },
  cancelled: {
    es: 'cuando le tocaba no había nada que decir: la deuda estaba suspendida, pagada o retirada',
    en: 'when its turn came there was nothing to say: the debt was held, paid or recalled',
  },
  superseded: {
    es: 'el paso perdió su utilidad antes de poder darse',
    en: 'the step lost its use before it could be taken',
  },
  merged: {
    es: 'lo que tenía que decir pasó a un contacto posterior',
    en: 'what it had to say went over to a later contact',
  },
  already_contacted: { es: 'ese día ya hubo un contacto', en: 'there was a contact on that day already' },
  no_step_due: {
    es: 'no tocaba ningún paso de la estrategia',
    en: 'no step of the strategy was due',
  },
};
