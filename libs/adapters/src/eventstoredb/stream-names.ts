import type { Page, ReadAllOptions } from '@cauce/ports';

/** Entries asked for at once. */
const ENTRIES_PER_PAGE = 500;
/** Names that are kept of a category, some 60 bytes each; of one with more, none is. */
const MOST_KEPT = 10_000;

/** What is read of the log here. */
export interface NamesSource {
  readAll(options: ReadAllOptions): Promise<Page>;
  end(): Promise<string | null>;
}

/** Names of a category's streams, and how far the log was looked through for them. */
interface Found {
  readonly names: readonly string[];
  readonly upTo: string | null;
}

/**
 * Which streams a category has, by their first events. The server has no list of them: it looks through all of the log,
 * which takes seconds for every million events. So the names of small categories are kept, and what is looked through
 * the next time is only what has come since.
 */
export class StreamNames {
  readonly #source: NamesSource;
  readonly #found = new Map<string, Found>();

  constructor(source: NamesSource) {
    this.#source = source;
  }

  /** In the order of the log. */
  async *of(category: string): AsyncIterable<string> {
    const { names, upTo } = this.#found.get(category) ?? { names: [], upTo: null };
    yield* names;
    const end = await this.#source.end();
    const all = [...names];
    for (let after = upTo, atEnd = false; !atEnd; ) {
      const page: Page = await this.#source.readAll({
        after,
        limit: ENTRIES_PER_PAGE,
        categories: [category],
      });
      for (const { stream, revision } of page.events) {
        if (revision > 0) continue;
        if (all.length <= MOST_KEPT) all.push(stream);
        yield stream;
      }
      ({ next: after, atEnd } = page);
      if (atEnd) this.#keep(category, all, later(end, after));
    }
  }

  #keep(category: string, names: readonly string[], upTo: string | null): void {
    const before = this.#found.get(category);
    if (names.length > MOST_KEPT) this.#found.delete(category);
    else if (!before || later(before.upTo, upTo) === upTo) this.#found.set(category, { names, upTo });
  }
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;
