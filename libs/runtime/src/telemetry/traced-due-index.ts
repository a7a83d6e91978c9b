import type { DueEntry, DueIndex, Telemetry } from '@cauce/ports';

/** Timers that remember the trace of the work that set them, so that what they wake continues it. */
export class TracedDueIndex implements DueIndex {
  constructor(
    private readonly dueIndex: DueIndex,
    private readonly telemetry: Telemetry,
  ) {}

  set(entries: readonly DueEntry[]): Promise<void> {
    const trace = this.telemetry.current();
    return this.dueIndex.set(trace === undefined ? entries : entries.map((one) => ({ ...one, trace })));
  }

  remove(...asked: Parameters<DueIndex['remove']>): ReturnType<DueIndex['remove']> {
    return this.dueIndex.remove(...asked);
  }

  due(...asked: Parameters<DueIndex['due']>): ReturnType<DueIndex['due']> {
    return this.dueIndex.due(...asked);
  }

  next(): ReturnType<DueIndex['next']> {
    return this.dueIndex.next();
  }

  clear(owner: string): Promise<void> {
    return this.dueIndex.clear(owner);
  }
}
