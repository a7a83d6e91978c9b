interface Entry {
  position: string;
  done: boolean;
}

/** The position up to which everything is finished, while messages finish in any order. */
export class Progress {
  private readonly entries: Entry[] = [];
  private head = 0;

  constructor(private reached: string | null) {}

  /** Takes note of a message under way; call what it returns when the message is finished. */
  begin(position: string): () => void {
    const entry: Entry = { position, done: false };
    this.entries.push(entry);
    return () => {
      entry.done = true;
      this.advance();
    };
  }

  /** Takes note of a position at which there was nothing to do. */
  pass(position: string): void {
    const last = this.entries.at(-1);
    if (this.head === this.entries.length) this.reached = position;
    // Finished neighbours are one: what is never wanted takes no room behind a message that never ends.
    else if (last?.done) last.position = position;
    else this.entries.push({ position, done: true });
  }

  /** Everything up to here is finished. */
  get checkpoint(): string | null {
    return this.reached;
  }

  private advance(): void {
    for (let entry = this.entries[this.head]; entry?.done; entry = this.entries[this.head]) {
      this.reached = entry.position;
      this.head += 1;
    }
    if (this.head > 1024 && this.head * 2 > this.entries.length) {
      this.entries.splice(0, this.head);
      this.head = 0;
    }
  }
}
