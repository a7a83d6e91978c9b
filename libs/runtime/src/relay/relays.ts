import type { Checkpoints, EventStore, Leases, LogFeed, Monotonic, Publisher } from '@cauce/ports';
import { Leased } from '../leases/leased.ts';
import { Relay, type RelayPart, relayName, relayParts } from './relay.ts';

export interface RelaysOptions {
  readonly store: Pick<EventStore, 'end'>;
  readonly feed: LogFeed;
  readonly checkpoints: Checkpoints;
  readonly leases: Leases;
  readonly publisher: Publisher;
  readonly monotonic: Monotonic;
  /** This process, among all that could do it. */
  readonly owner: string;
  /** Into how many parts the way is divided; the same in all processes. */
  readonly parts: number;
  readonly termMs?: number;
  readonly tell: (problem: string) => void;
}

const POLL_MS = 20;

/** Resolves when everything that the log holds at the time of the call is on the bus, whoever brings it there. */
export const caughtUp = async ({
  store,
  checkpoints,
  monotonic,
  parts,
}: Pick<RelaysOptions, 'store' | 'checkpoints' | 'monotonic' | 'parts'>): Promise<void> => {
  const end = await store.end();
  for (const part of end === null ? [] : relayParts(parts)) {
    for (let at = await checkpoints.get(relayName(part)); at === null || at < String(end); ) {
      await monotonic.wait(POLL_MS);
      at = await checkpoints.get(relayName(part));
    }
  }
};

/** A process's candidates for the parts of the relay: of each part one works at a time, wherever it is. */
export class Relays {
  private readonly parts: readonly RelayPart[];
  private readonly candidates: readonly Leased[];

  constructor(private readonly options: RelaysOptions) {
    const { parts: count, termMs, ...shared } = options;
    this.parts = relayParts(count);
    this.candidates = this.parts.map(
      (part) =>
        new Leased({
          ...shared,
          name: relayName(part),
          ...(termMs ? { termMs } : {}),
          begin: async (held) => new Relay({ ...shared, part, held }),
        }),
    );
  }

  /** See `caughtUp`. */
  caughtUp(): Promise<void> {
    return caughtUp(this.options);
  }

  async stop(): Promise<void> {
    await Promise.all(this.candidates.map((one) => one.stop()));
  }
}
