import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock/clocks.ts';
import { Logger, traceFact } from './logger.ts';

const clock = new VirtualClock(Temporal.Instant.from('2026-03-01T12:00:00.1239Z'));

describe('the log lines of a program', () => {
  it('are one object of JSON each, with its facts', () => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);
    new Logger({ program: 'scoring', least: 'info', clock, write }).warn('a\nb', { group: 'g', count: 2 });
    expect(lines).toEqual([expect.stringMatching(/^[^\n]+\n$/)]);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '2026-03-01T12:00:00.123Z',
      level: 'warn',
      program: 'scoring',
      message: 'a\nb',
      group: 'g',
      count: 2,
    });
  });

  it('name the trace of what is under way, where there is one', () => {
    const said: unknown[] = [];
    let current: string | undefined = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
    const logger = new Logger({
      program: 'scoring',
      least: 'info',
      clock,
      write: (line) => said.push(JSON.parse(line).trace_id),
      current: () => current,
    });
    logger.info('x');
    current = undefined;
    logger.info('x');
    logger.info('x', traceFact(`00-${'12'.repeat(16)}-${'cd'.repeat(8)}-01`));
    expect(said).toEqual(['ab'.repeat(16), undefined, '12'.repeat(16)]);
  });

  it('below the least level are left out', () => {
    const said: string[] = [];
    const logger = new Logger({
      program: 'scoring',
      least: 'warn',
      clock,
      write: (line) => said.push(JSON.parse(line).level),
    });
    logger.debug('x');
    logger.info('x');
    logger.warn('x');
    logger.error('x');
    expect(said).toEqual(['warn', 'error']);
  });
});
