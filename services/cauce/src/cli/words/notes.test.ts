import { NOTE_KINDS } from '@cauce/domain';
import { expect, it } from '@jest/globals';
import { noteKindsHelp } from './notes.ts';

const OPTIONS = {
  address: '--address',
  channels: '--channels',
  debts: '--debts',
  hours: '--hours',
  place: '--place',
  sentOn: '--sent-on',
} as const;

it('the help tells every kind of note in a line of its own, with the options that it needs', () => {
  const lines = noteKindsHelp().split('\n').slice(2);
  expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(Object.keys(NOTE_KINDS));
  for (const [index, { needs = [] }] of Object.values(NOTE_KINDS).entries())
    for (const part of needs) expect(lines[index]).toContain(OPTIONS[part as keyof typeof OPTIONS]);
});
