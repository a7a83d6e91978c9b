import { expect, it } from '@jest/globals';
import { timelineWords } from './timeline.ts';

const at = '2026-03-02T14:30:00.000Z';
const CONTACT = '3f0e1bd4-6f55-5a4c-9d4d-0f6a5ad1c2b7';

it('ends the line of what is part of a contact with its whole id, and a page with where it goes on', () => {
  const entries = [
    { at, type: 'DebtPlaced', summary: 'placed', contactId: null },
    { at, type: 'ContactRequested', summary: 'asked for', contactId: CONTACT },
  ];
  expect(timelineWords({ entries, next: 'CURSOR' }, 'en').split('\n')).toEqual([
    `${at}  DebtPlaced              placed`,
    `${at}  ContactRequested        asked for  ${CONTACT}`,
    '… more: --after CURSOR',
  ]);
  expect(timelineWords({ entries: [], next: 'CURSOR' }, 'es')).toBe('… hay más: --after CURSOR');
});
