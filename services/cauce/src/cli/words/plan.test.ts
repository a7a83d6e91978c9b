import { describe, expect, it } from '@jest/globals';
import { planWords } from './plan.ts';

const plan = {
  date: '2026-03-02',
  contacts: [
    {
      contactId: 'c',
      debtorId: 'd',
      debtor: 'CLI-9',
      creditor: 'Banco Andino',
      channel: 'email',
      language: 'es',
      plannedFor: '2026-03-02T14:30:00.000Z',
      at: '2026-03-02T14:30:00.000Z',
      template: null,
      subject: null,
      items: [{ debt: 'OBL-1', step: 'D+1' }],
      decision: 'defer' as const,
      notBefore: '2026-03-03T12:00:00.000Z',
      rules: [],
    },
  ],
  notContacted: [],
  totals: {
    debtors: 3,
    debts: 4,
    contacts: 1,
    allow: 0,
    defer: 1,
    block: 0,
    notContacted: { no_step_due: 2, held: 1 },
  },
};

describe('the words of a plan', () => {
  it.each([
    [
      'es',
      'aplaza hasta 2026-03-03T12',
      '3 deudas sin contacto, de 4',
      '2: no tocaba ningún paso',
      'suspendida',
    ],
    [
      'en',
      'defers until 2026-03-03T12',
      '3 debts not contacted, of 4',
      '2: no step of the strategy',
      'on hold',
    ],
  ] as const)('are those of explain, in %s', (language, ...words) => {
    const text = planWords(plan, language);
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toMatch(/[a-z]_[a-z]/);
  });
});
