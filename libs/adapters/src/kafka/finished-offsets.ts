type Range = readonly [from: number, to: number];

/** A broker takes 4,096 bytes of text with an offset (`offset.metadata.max.bytes`). */
const MOST_TEXT = 4_000;

/** Which offsets of a partition are finished, while messages finish in any order. */
export class FinishedOffsets {
  /** Finished beyond the first that is not: ascending, apart from each other. */
  private ranges: Range[] = [];
  private seen: number | null;

  /** @param first first offset that is not finished, null where the group has never been here */
  constructor(
    private first: number | null,
    beyond = '',
  ) {
    this.seen = first;
    for (const range of beyond.split(',').filter(Boolean)) {
      const [from, to] = range.split('-').map((one) => (first ?? 0) + Number(one));
      this.ranges.push([from!, to ?? from!]);
    }
  }

  /** Everything before this offset is finished; null when nothing is known. */
  get next(): number | null {
    return this.first;
  }

  /** First offset of which nothing is known yet: whatever comes before it has come. */
  get horizon(): number {
    return this.seen ?? 0;
  }

  /** What is finished beyond `next`, as text that a later owner of the partition can go on from; cut where too long. */
  get beyond(): string {
    let text = '';
    for (const [from, to] of this.ranges) {
      const start = from - (this.first ?? 0);
      const more = from === to ? `${start}` : `${start}-${start + to - from}`;
      if (text.length + more.length + 1 > MOST_TEXT) break;
      text += text === '' ? more : `,${more}`;
    }
    return text;
  }

  has(offset: number): boolean {
    if (this.first !== null && offset < this.first) return true;
    return this.ranges.some(([from, to]) => from <= offset && offset <= to);
  }

  /** A message has come: what it leapt over will never come (compacted, or a mark of a transaction). */
  reach(offset: number): void {
    this.first ??= offset;
    this.pass(offset - 1);
    this.seen = Math.max(this.horizon, offset + 1);
  }

  /** Nothing more will come up to this offset. */
  pass(offset: number): void {
    this.first ??= offset + 1;
    this.seen ??= this.first;
    if (offset < this.seen) return;
    this.add(this.seen, offset);
    this.seen = offset + 1;
  }

  add(from: number, to = from): void {
    // From behind: what finishes is mostly near the end.
    let end = this.ranges.length;
    while (end > 0 && this.ranges[end - 1]![0] > to + 1) end -= 1;
    let start = end;
    while (start > 0 && this.ranges[start - 1]![1] >= from - 1) start -= 1;
    const touched = this.ranges.slice(start, end);
    const low = Math.min(from, touched[0]?.[0] ?? from);
    const high = Math.max(to, touched.at(-1)?.[1] ?? to);
    this.ranges.splice(start, touched.length, [low, high]);
    this.first ??= low;
    if (this.ranges[0]![0] > this.first) return;
    this.first = Math.max(this.first, this.ranges[0]![1] + 1);
    this.ranges.shift();
  }
}
