import type { StandardWords } from './frame.ts';

/** Spanish, in the formal "usted". */
export const SPANISH: StandardWords = {
  language: 'es',
  greeting: 'Estimado(a) {{debtor.name}}:',
  payTitle: 'Cómo pagar a {{creditor.name}}',
  question: 'Si tiene alguna pregunta o necesita otra fecha, comuníquese con',
  chat: 'Escríbanos con un clic',
  stop: 'Si no desea recibir más mensajes por este medio, indíquelo aquí',
  columns: ['Cuenta', 'Vencimiento', 'Detalle', 'Total'],
  total: 'Total',
  fallbacks: {
    identification: '{{contact}}',
    'debtor.name': 'cliente',
    'advisor.name': '{{creditor.name}}',
    'advisor.phone': '{{contact}}',
    'advisor.whatsappLink': '{{contact.link}}',
    howToPay: 'por los canales de pago habituales de {{creditor.name}}.',
    'item.product': 'Cuenta',
  },
  kinds: {
    due_soon: {
      subject: 'Un recordatorio sobre su cuenta',
      opening: 'Le escribe {{sender}}, para recordarle con tiempo los pagos de las siguientes cuentas:',
    },
    overdue: {
      subject: 'Información sobre su cuenta',
      opening:
        'Le escribe {{sender}}. Según nuestros registros, los siguientes pagos requieren su atención. Le agradecemos que nos ayude a tener sus cuentas al día:',
    },
    presentation: {
      subject: 'Quién atiende ahora su cuenta',
      opening:
        'Le escribe {{sender}}. Nos presentamos: en adelante le atendemos en lo que se refiere a las siguientes cuentas, que según nuestros registros están así:',
    },
  },
  short: {
    openings: {
      due_soon: 'le recordamos su cuenta',
      overdue: 'requiere su atención la cuenta',
      presentation: 'en adelante atendemos su cuenta',
    },
    pay: 'Para pagar',
    stop: 'Para no recibir más SMS responda {{optOut.word}}.',
  },
};
