import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { OnFailure } from '@cauce/adapters/kafka';
import { type Clock, type LogFeed, noTelemetry, type Publisher } from '@cauce/ports';
import { SystemClock, SystemMonotonic, VirtualClock } from '../clock/clocks.ts';
import { savedNow } from '../clock/saved-now.ts';
import { ConfigError, configOf, helpOf, type ProgramConfig, type ProgramName } from '../config/index.ts';
import type { Core } from '../core/core.ts';
import { type DistributedCore, openDistributedCore } from '../core/distributed-core.ts';
import { openTelemetry } from '../telemetry/open-telemetry.ts';
import { Logger, traceFact } from './logger.ts';
import { ProgramLife } from './program-life.ts';
import { seldom } from './seldom.ts';
import type { Work } from './work.ts';

/** What a program is given to begin its work with. */
export interface ProgramParts<N extends ProgramName> {
  readonly core: Core;
  readonly config: ProgramConfig<N>;
  /** This process, among all that ever ran. */
  readonly owner: string;
  readonly logger: Logger;
  /** Logs a problem that passes, or is worked around. */
  readonly tell: (problem: string) => void;
  /** Why this program cannot work now; empty when it can. */
  problems(): Promise<readonly string[]>;
  /** The log as a relay reads it. */
  readonly feed: LogFeed;
  /** A way onto the bus; whoever opens it closes it. */
  openPublisher(): Promise<Publisher>;
}

/** How long a collector that does not answer is waited for at the end, in milliseconds. */
const FAREWELL_MS = 2_000;

/** Aborted by the first SIGINT or SIGTERM. */
const asked = (): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  return stopping.signal;
};

const configured = <N extends ProgramName>(name: N): ProgramConfig<N> | null => {
  try {
    return configOf(name, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${name}: ${error.message}\n`);
    return null;
  }
};

/** Business time of all processes: where it was left, until somebody moves it. */
const standing = async (core: Core, clock: VirtualClock): Promise<void> => {
  const now = await savedNow(core);
  if (now === null) throw new Error('nobody has set the shared clock yet');
  clock.moveTo(Temporal.Instant.from(now));
};

/**
 * Runs a program until SIGTERM or SIGINT: it answers whether it is well from the beginning, waits for the servers that
 * it stands on, works, and ends in order. Sets the exit code: 0 ended as asked, 1 not, 2 configured wrongly.
 */
export const runProgram = async <N extends ProgramName>(
  name: N,
  begin: (parts: ProgramParts<N>) => Promise<Work>,
): Promise<void> => {
  if (process.argv.includes('--help')) return void process.stdout.write(`${helpOf(name)}\n`);
  const config = configured(name);
  if (!config) {
    process.exitCode = 2;
    return;
  }
  const monotonic = new SystemMonotonic();
  const owner = `${name}-${randomUUID()}`;
  let telemetry = noTelemetry;
  const logger = new Logger({
    program: name,
    least: config.process.logLevel,
    clock: new SystemClock(),
    write: (line) => process.stdout.write(line),
    current: () => telemetry.current(),
  });
  const tell = seldom(monotonic, (problem) => logger.warn(problem));
  telemetry = await openTelemetry(config.telemetry, {
    service: name,
    instance: owner,
    tell,
  });
  const virtual =
    config.process.clock === 'shared' ? new VirtualClock(Temporal.Instant.fromEpochMilliseconds(0)) : null;
  const clock: Clock = virtual ?? new SystemClock();
  const onFailure: OnFailure = (group, key, reason, trace) =>
    logger.error('a key stands still', {
      group,
      key,
      reason: reason.split('\n', 1)[0] ?? '',
      ...traceFact(trace),
    });

  const problems = async (): Promise<readonly string[]> => life.problems();
  const open = async (): Promise<{ readonly distributed: DistributedCore; readonly work: Work }> => {
    const distributed = await openDistributedCore(config, { clock, monotonic, onFailure, tell, telemetry });
    const { core, feed, openPublisher } = distributed;
    try {
      if (virtual) await standing(core, virtual);
      return {
        distributed,
        work: await begin({ core, config, owner, logger, tell, feed, openPublisher, problems }),
      };
    } catch (error) {
      await distributed.close();
      throw error;
    }
  };

  const signal = asked();
  const life: ProgramLife = await ProgramLife.begin({ ...config.process, open, monotonic, logger, virtual });
  if (!signal.aborted) await once(signal, 'abort');
  process.exitCode = (await life.end()) ? 0 : 1;
  await Promise.race([telemetry.close(), monotonic.wait(FAREWELL_MS)]);
  // A client that still waits for a server that is away must not keep the process.
  process.exit();
};
