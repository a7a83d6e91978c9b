import type { Clock } from '@cauce/ports';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

/** What a line says besides its words: ids, codes and counts, never anything about a person. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

export interface LoggerOptions {
  readonly program: string;
  readonly least: Level;
  /** Dates the lines: the machine’s time, whatever business time is. */
  readonly clock: Clock;
  readonly write: (line: string) => void;
  /** W3C `traceparent` of what is under way. */
  readonly current?: () => string | undefined;
}

/** The trace that a `traceparent` is of, as a fact of a line. */
export const traceFact = (traceparent: string | undefined): Facts => {
  const traceId = traceparent?.split('-')[1];
  return traceId ? { trace_id: traceId } : {};
};

/** One line of JSON for each thing that is worth a line. */
export class Logger {
  constructor(private readonly options: LoggerOptions) {}

  debug(message: string, facts?: Facts): void {
    this.say('debug', message, facts);
  }

  info(message: string, facts?: Facts): void {
    this.say('info', message, facts);
  }

  warn(message: string, facts?: Facts): void {
    this.say('warn', message, facts);
  }

  error(message: string, facts?: Facts): void {
    this.say('error', message, facts);
  }

  private say(level: Level, message: string, facts: Facts = {}): void {
    const { program, least, clock, write, current } = this.options;
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    const time = clock.now().toString({ smallestUnit: 'millisecond' });
    write(`${JSON.stringify({ time, level, program, message, ...traceFact(current?.()), ...facts })}\n`);
  }
}
