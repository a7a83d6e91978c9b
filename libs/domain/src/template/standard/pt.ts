import type { StandardWords } from './frame.ts';

/** Portuguese as in Brazil, formal. */
export const PORTUGUESE: StandardWords = {
  language: 'pt',
  greeting: 'Prezado(a) {{debtor.name}}:',
  payTitle: 'Como pagar a {{creditor.name}}',
  question: 'Se tiver alguma dúvida ou precisar de outra data, fale com',
  chat: 'Escreva-nos com um clique',
  stop: 'Se não deseja receber mais mensagens por este meio, informe aqui',
  columns: ['Conta', 'Vencimento', 'Detalhe', 'Total'],
  total: 'Total',
  fallbacks: {
    identification: '{{contact}}',
    'debtor.name': 'cliente',
    'advisor.name': '{{creditor.name}}',
    'advisor.phone': '{{contact}}',
    'advisor.whatsappLink': '{{contact.link}}',
    howToPay: 'pelos canais de pagamento habituais de {{creditor.name}}.',
    'item.product': 'Conta',
  },
  kinds: {
    due_soon: {
      subject: 'Um lembrete sobre a sua conta',
      opening: 'Quem escreve é {{sender}}, para lembrar com antecedência os pagamentos das seguintes contas:',
    },
    overdue: {
      subject: 'Informações sobre a sua conta',
      opening:
        'Quem escreve é {{sender}}. Segundo os nossos registros, os seguintes pagamentos precisam da sua atenção. Agradecemos a sua ajuda para manter as suas contas em dia:',
    },
    presentation: {
      subject: 'Quem cuida agora da sua conta',
      opening:
        'Quem escreve é {{sender}}. Gostaríamos de nos apresentar: de agora em diante cuidamos das seguintes contas, que segundo os nossos registros estão assim:',
    },
  },
  short: {
    openings: {
      due_soon: 'lembramos a sua conta',
      overdue: 'precisa da sua atenção a conta',
      presentation: 'agora cuidamos da sua conta',
    },
    pay: 'Para pagar',
    stop: 'Para não receber mais SMS responda {{optOut.word}}.',
  },
};
