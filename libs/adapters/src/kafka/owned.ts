import { FinishedOffsets } from './finished-offsets.ts';

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** Where a group stands in a partition, as the broker keeps it. */
export interface Standing extends Place {
  readonly offset: string;
  readonly metadata: string | null;
}

/** A partition that this process works on, and how far it is. */
export class OwnedPartition {
  readonly finished: FinishedOffsets;
  /** Messages taken and not finished. */
  underWay = 0;
  private committed: string | null;

  constructor(
    readonly place: Place,
    standing: Standing | undefined,
  ) {
    // The broker says -1 where the group has never been.
    const offset = Number(standing?.offset ?? -1);
    this.finished = new FinishedOffsets(offset < 0 ? null : offset, standing?.metadata ?? '');
    this.committed = offset < 0 ? null : textOf(offset, standing?.metadata ?? '');
  }

  /** Where the group stands here, null when nothing of it is new to the broker. */
  toCommit(): Standing | null {
    const { next, beyond } = this.finished;
    if (next === null || textOf(next, beyond) === this.committed) return null;
    return { ...this.place, offset: String(next), metadata: beyond };
  }

  /** The broker has been told. */
  told({ offset, metadata }: Standing): void {
    this.committed = textOf(Number(offset), metadata);
  }
}

const textOf = (next: number, beyond: string | null): string => `${next}|${beyond ?? ''}`;
const nameOf = ({ topic, partition }: Place): string => `${topic}|${partition}`;

/** The partitions that a group gave to this process until it next divides its work. */
export class Owned {
  private readonly partitions: ReadonlyMap<string, OwnedPartition>;
  private readonly numbers: ReadonlySet<number>;

  constructor(places: readonly Place[], standings: readonly Standing[]) {
    const known = new Map(standings.map((one) => [nameOf(one), one]));
    this.partitions = new Map(
      places.map((place) => [nameOf(place), new OwnedPartition(place, known.get(nameOf(place)))]),
    );
    this.numbers = new Set(places.map(({ partition }) => partition));
  }

  get(place: Place): OwnedPartition | undefined {
    return this.partitions.get(nameOf(place));
  }

  all(): Iterable<OwnedPartition> {
    return this.partitions.values();
  }

  /** Whether everything of the keys of a partition number comes here. */
  owns(partition: number): boolean {
    return this.numbers.has(partition);
  }

  told(standings: readonly Standing[]): void {
    for (const one of standings) this.get(one)?.told(one);
  }

  toCommit(): Standing[] {
    return [...this.partitions.values()].flatMap((one) => one.toCommit() ?? []);
  }
}
