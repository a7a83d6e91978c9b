import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { STRATEGIES } from '@cauce/domain';
import { loadMapping } from '@cauce/ingestion';
import { VirtualClock } from '@cauce/runtime';
import { openFolder } from '../host/folder.ts';
import { startHost } from '../host/host.ts';
import { refuseOlderCopy } from '../host/older-copy.ts';
import { strategyNamed, useStrategy } from '../host/strategy.ts';
import { UsageError } from '../host/usage-error.ts';
import { checkDays } from '../operations/arguments/dates.ts';
import { beginSimulation } from '../simulate/begin.ts';
import { readStaged, type SimulateReport, simulate, spanOf } from '../simulate/simulate.ts';
import type { GlobalOptions } from './context.ts';
import { progressBar } from './progress.ts';

export interface SimulateOptions extends GlobalOptions {
  readonly import: string;
  readonly mapping: string;
  readonly from: string;
  readonly to: string;
  readonly strategy: string;
}

/** Plays a file as `simulate` asks for it. Throws UsageError. */
export const runSimulation = async (options: SimulateOptions): Promise<SimulateReport> => {
  const { from, to } = options;
  checkDays(from, to);
  const strategy = strategyNamed(options.strategy);
  if (!strategy) {
    const names = STRATEGIES.map(({ name }) => name).join(', ');
    throw new UsageError(`no strategy is called "${options.strategy}"; there are ${names}`);
  }
  const path = resolve(options.import);
  if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
  const mapping = await loadMapping(options.mapping);
  const { lines, zone } = await readStaged(path, mapping);
  const span = spanOf(from, to, zone);
  const clock = new VirtualClock(Temporal.Instant.from(span.from));
  const folder = await openFolder({ dir: resolve(options.data), clock });
  const bar = progressBar('simulating');
  try {
    await refuseOlderCopy(folder.dir, folder.core.ledger);
    await beginSimulation(folder.core, clock, {
      path,
      mapping: mapping.name,
      from,
      to,
      strategy: strategy.name,
      begin: span.from,
    });
    await useStrategy(folder.core, strategy);
    const host = await startHost(folder);
    try {
      const start = Date.parse(span.from);
      return await simulate(host, clock, lines, zone, {
        path,
        mapping,
        from,
        to,
        onProgress: (now) => bar.update(Date.parse(now) - start, Date.parse(span.until) - start),
      });
    } finally {
      await host.stop();
    }
  } finally {
    bar.stop();
    await folder.close();
  }
};
