import { type DateText, type InstantText, instantText, localDate, type Zone } from '@cauce/kernel';
import { bodyOf, type PortfolioBody } from '@cauce/reporting';
import type { App } from '../../host/app.ts';
import { invalid } from '../../host/usage-error.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The last day that is written so: none comes after it, at whose beginning it would end. */
const LAST_DAY = '9999-12-31';

/** Where a day ends last. */
export const LAST_ZONE = 'Etc/GMT+12';

const readable = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

/** A day of the calendar, as an argument gives it. Throws InvalidArgumentsError for anything else. */
export const dateOption = (argument: string, value: string): string => {
  const isDay = DATE.test(value) && value < LAST_DAY;
  if (isDay && readable(() => Temporal.PlainDate.from(value, { overflow: 'reject' }))) return value;
  throw invalid(argument, `must be a date such as 2026-03-01, not "${value}"`);
};

/** Instants of years past 9999 or before 0 are written wider, and would not stand in the order of time. */
const WIDTH = '2026-03-01T14:30:00.000Z'.length;

/** The instant that an argument gives with its offset. Throws InvalidArgumentsError for anything else. */
export const instantOption = (argument: string, value: string): InstantText => {
  if (readable(() => Temporal.Instant.from(value))) {
    const instant = instantText(Temporal.Instant.from(value));
    if (instant.length === WIDTH) return instant;
  }
  throw invalid(argument, `must be an instant such as 2026-03-01T14:30:00Z, not "${value}"`);
};

/** Zone of the folder's first portfolio; UTC before it has one. */
export const firstZone = async ({ reporting }: App): Promise<Zone> => {
  const { documents } = await reporting.models.portfolios.list(null, { limit: 1 });
  return documents[0] ? bodyOf<PortfolioBody>(documents[0]).zone : 'UTC';
};

/** A day as `dateOption` takes it, or "today": by the folder's business time, in the zone of its first portfolio. */
export const dayOption = async (app: App, argument: string, value: string): Promise<DateText> => {
  if (value !== 'today') return dateOption(argument, value);
  return localDate(instantText(app.folder.core.clock.now()), await firstZone(app));
};

/** Refuses a last day that comes before the first. Throws InvalidArgumentsError. */
export const checkDays = (from: string, to: string): void => {
  if (dateOption('to', to) < dateOption('from', from))
    throw invalid('to', `must be ${from} or a later day, not "${to}"`);
};
