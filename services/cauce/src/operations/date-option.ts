import { UsageError } from './usage-error.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;

const exists = (date: string): boolean => {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
};

/** A day of the calendar, as an option gives it. Throws UsageError for anything else. */
export const dateOption = (name: string, value: string): string => {
  if (DATE.test(value) && exists(value)) return value;
  throw new UsageError(`--${name} must be a date such as 2026-03-01, not "${value}"`);
};
