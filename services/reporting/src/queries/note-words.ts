import type { Reported } from '../projection/projection.ts';

type PersonNote = Reported<'PersonNoted'>['data'];
type AddressNote = Reported<'AddressNoted'>['data'];

/** English and Spanish. */
type Words = readonly [en: string, es: string];

const PERSON: { readonly [K in PersonNote['kind']]: Words } = {
  active_debt: ['The debt is active', 'La deuda está activa'],
  agreed_hours: ['Hours agreed to', 'Horas acordadas'],
  at_place: ['Is there now', 'Está allí ahora'],
  attorney: ['Represented by an attorney', 'Representado por un abogado'],
  attorney_consents_or_unresponsive: [
    'The attorney consents or does not answer',
    'El abogado consiente o no responde',
  ],
  authorised_channels: ['Authorised channels', 'Canales autorizados'],
  breathing_space: ['Breathing space', 'Moratoria de respiro'],
  cease: ['Asks for no more contact', 'Pide que no se le contacte más'],
  deceased: ['Deceased', 'Fallecido'],
  elder: ['An elderly person', 'Persona mayor'],
  electronic_consent: ['Consents to electronic messages', 'Consiente mensajes electrónicos'],
  employer_prohibits: [
    'The employer prohibits contact at work',
    'El empleador prohíbe contactos en el trabajo',
  ],
  erasure_requested: ['Asks to be erased', 'Pide la supresión de sus datos'],
  inconvenient_hours: ['Inconvenient hours', 'Horas no deseadas'],
  inconvenient_place: ['Inconvenient place', 'Lugar no deseado'],
  medium_opt_out: ['Opted out of', 'No quiere'],
  minor: ['A minor', 'Menor de edad'],
  pattern_guard: ['Guarded against patterns of contact', 'Protegido contra patrones de contacto'],
  processing_restricted: ['Processing restricted', 'Tratamiento de datos limitado'],
  repayment_plan: ['Repayment plan', 'Plan de pagos'],
  reporting_notice: ['Notice before reporting', 'Aviso previo al reporte'],
  robocall_consent: ['Consents to automated calls', 'Consiente llamadas automáticas'],
  robocall_revoked: [
    'Took back the consent to automated messages',
    'Retiró el consentimiento a mensajes automáticos',
  ],
  sms_consent: ['Consents to SMS', 'Consiente SMS'],
  time_barred: ['The debt is time-barred', 'La deuda está prescrita'],
  validation_notice: ['Validation notice', 'Aviso de validación'],
};

const ADDRESS: { readonly [K in AddressNote['kind']]: Words } = {
  address_opt_out: [
    'Contact point: not to be written to or called',
    'Medio de contacto: no quiere que se le escriba ni se le llame ahí',
  ],
  wrong_number: [
    'Contact point: number or address of somebody else',
    'Medio de contacto: número o dirección de otra persona',
  ],
};

const PLACES = { home: ['home', 'casa'], work: ['work', 'trabajo'] } as const;

/** What was said or written; nothing of a note without words. */
type Written = string | undefined;

const joined = (head: string, parts: readonly (string | false | undefined)[], written: Written): string => {
  const said = parts.filter((part) => part !== undefined && part !== false && part !== '');
  return [head, said.join(', '), written].filter((part) => part !== '' && part !== undefined).join(': ');
};

/** A note about a person in plain words. */
export const personNoteWords = (note: PersonNote, written: Written): Words => {
  const { kind, channels = [], hours = [], place, sentOn, returned, lastDay } = note;
  const hoursText = hours.map(({ days, begin, end }) => `${days.join()} ${begin}-${end}`).join('; ');
  const words = (n: 0 | 1): string =>
    joined(
      PERSON[kind][n],
      [
        ...channels,
        hoursText,
        place && PLACES[place][n],
        sentOn && `${['sent', 'enviado'][n]} ${sentOn}`,
        returned && `${['came back', 'devuelto'][n]} ${returned}`,
        lastDay && `${['until', 'hasta'][n]} ${lastDay}`,
      ],
      written,
    );
  return [words(0), words(1)];
};

/** A note about an address in plain words. */
export const addressNoteWords = ({ kind, channels = [] }: AddressNote, written: Written): Words => {
  const [en, es] = ADDRESS[kind];
  return [joined(en, channels, written), joined(es, channels, written)];
};
