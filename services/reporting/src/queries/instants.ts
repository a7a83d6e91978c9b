import { type DateText, type InstantText, instantText } from '@cauce/kernel';
import { BadQuestionError } from '../errors.ts';

/** The fixed-width text of an instant that somebody wrote. Throws BadQuestionError when it is none. */
export const instantOf = (text: string): InstantText => {
  try {
    return instantText(Temporal.Instant.from(text));
  } catch {
    throw new BadQuestionError(
      `"${text}" is not an instant: write it as 2026-03-01T14:30:00Z or with its offset`,
    );
  }
};

/** A day of the calendar that somebody wrote. Throws BadQuestionError when it is none. */
export const dateOf = (text: string): DateText => {
  try {
    if (Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text) return text;
  } catch {
    // It is none either way.
  }
  throw new BadQuestionError(`"${text}" is not a date: write it as 2026-03-01`);
};
