import type { StandardWords } from './frame.ts';

export const ENGLISH: StandardWords = {
  language: 'en',
  greeting: 'Dear {{debtor.name}},',
  payTitle: 'How to pay {{creditor.name}}',
  question: 'If you have a question or need another date, please contact',
  chat: 'Write to us with one click',
  stop: 'If you do not wish to receive more messages this way, tell us here',
  columns: ['Account', 'Due', 'Details', 'Total'],
  total: 'Total',
  fallbacks: {
    identification: '{{contact}}',
    'debtor.name': 'customer',
    'advisor.name': '{{creditor.name}}',
    'advisor.phone': '{{contact}}',
    'advisor.whatsappLink': '{{contact.link}}',
    howToPay: 'through the usual payment channels of {{creditor.name}}.',
    'item.product': 'Account',
  },
  kinds: {
    due_soon: {
      subject: 'A reminder about your account',
      opening: 'This is {{sender}}, with an early reminder of the payments of these accounts:',
    },
    overdue: {
      subject: 'Information about your account',
      opening:
        'This is {{sender}}. According to our records these payments need your attention. We would appreciate your help in keeping your accounts up to date:',
    },
    presentation: {
      subject: 'Who looks after your account now',
      opening:
        'This is {{sender}}. We would like to introduce ourselves: from now on we look after these accounts, which according to our records stand as follows:',
    },
  },
  short: {
    openings: {
      due_soon: 'a reminder of your account',
      overdue: 'please see to your account',
      presentation: 'we now look after your account',
    },
    pay: 'To pay',
    stop: 'Reply {{optOut.word}} for no more texts.',
  },
};
