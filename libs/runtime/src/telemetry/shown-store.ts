import { categoryOf } from '@cauce/contracts';
import type { AppendResult, EventStore, StreamAppend, Telemetry } from '@cauce/ports';
import { countDecisions } from './count-decisions.ts';

/** What several of the same say alike; undefined where they differ. */
const common = <T>(values: readonly T[]): T | undefined =>
  values.every((one) => one === values[0]) ? values[0] : undefined;

/** A store whose appends are shown; `system` is what it is called. */
export class ShownStore implements EventStore {
  constructor(
    private readonly store: EventStore,
    private readonly telemetry: Telemetry,
    private readonly system: 'eventstoredb' | 'sqlite',
  ) {}

  get atomicAcrossStreams(): boolean {
    return this.store.atomicAcrossStreams;
  }

  /** What was appended for one trace continues it; what was gathered of many, as of an import, is linked to them. */
  async append(appends: readonly StreamAppend[]): Promise<AppendResult> {
    const events = appends.flatMap((one) => one.events.map(({ envelope }) => envelope));
    const category = common(events.map(({ stream }) => categoryOf(stream)));
    const traces = [...new Set(events.flatMap(({ trace }) => trace ?? []))];
    const [only] = traces;
    const options = {
      kind: 'client',
      duration: 'db.client.operation.duration',
      ...(only && traces.length === 1 ? { parent: only } : { links: traces }),
      attributes: {
        'db.system.name': this.system,
        'db.operation.name': 'append',
        'db.operation.batch.size': events.length,
        ...(category ? { 'db.collection.name': category } : {}),
      },
    } as const;
    const name = category ? `append ${category}` : 'append';
    const result = await this.telemetry.span(name, options, async ({ set }) => {
      const appended = await this.store.append(appends);
      if (!appended.ok) set({ 'cauce.outcome': 'conflict' });
      return appended;
    });
    if (result.ok) countDecisions(this.telemetry, events);
    return result;
  }

  head(...asked: Parameters<EventStore['head']>): ReturnType<EventStore['head']> {
    return this.store.head(...asked);
  }

  read(...asked: Parameters<EventStore['read']>): ReturnType<EventStore['read']> {
    return this.store.read(...asked);
  }

  readAll(...asked: Parameters<EventStore['readAll']>): ReturnType<EventStore['readAll']> {
    return this.store.readAll(...asked);
  }

  end(): ReturnType<EventStore['end']> {
    return this.store.end();
  }

  streams(category: string): ReturnType<EventStore['streams']> {
    return this.store.streams(category);
  }

  subscribe(...asked: Parameters<EventStore['subscribe']>): ReturnType<EventStore['subscribe']> {
    return this.store.subscribe(...asked);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
