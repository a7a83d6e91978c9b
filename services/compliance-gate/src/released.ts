import { type PublishedVersion, rulePackPublication } from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import type { EventStore } from '@cauce/ports';
import type { PackFile } from '@cauce/rule-packs';
import { Known, Past } from './known.ts';
import { packIn } from './packs.ts';

type Versions = readonly (readonly [version: string, published: PublishedVersion])[];

/** Versions of packs as decisions name them, by pack. */
type Named = ReadonlyMap<string, string>;

const LATEST: InstantText = '9999-12-31T23:59:59.999Z';

/** The packs of earlier releases, as they were published when those were started. */
export class Released {
  private readonly lists = new Map<string, readonly PackFile[]>();
  private readonly files = new Map<string, PackFile>();

  private constructor(
    private readonly present: readonly PackFile[],
    private readonly published: ReadonlyMap<string, Versions>,
  ) {}

  /** Reads what a log knows; `present` are the packs of the release that runs. */
  static async load(store: EventStore, present: readonly PackFile[]): Promise<Released> {
    const past = new Past(store);
    past.goTo(LATEST, new Map());
    const known = new Known(past);
    const published = new Map<string, Versions>();
    for await (const stream of store.streams(rulePackPublication.category)) {
      const name = stream.slice(rulePackPublication.category.length + 1);
      published.set(name, Object.entries(await known.load(rulePackPublication, name)));
    }
    return new Released(present, published);
  }

  /**
   * The packs of the release that made a decision: the versions that it names, and of those that it does not name the
   * last one published by then. The same list as long as they are the same.
   */
  at(at: InstantText, named: Named): readonly PackFile[] {
    const chosen = [
      ...new Set([...this.present.map(({ jurisdiction }) => jurisdiction), ...this.published.keys()]),
    ]
      .map((pack) => [pack, named.get(pack) || this.lastBy(at, pack)] as const)
      .filter(([, version]) => version !== null);
    return this.lists.getOrInsertComputed(chosen.join(), () =>
      chosen.flatMap(([pack, version]) => this.file(pack, version ?? '') ?? []),
    );
  }

  private lastBy(at: InstantText, pack: string): string | null {
    const versions = this.published.get(pack);
    if (!versions) return this.present.find(({ jurisdiction }) => jurisdiction === pack)?.version ?? null;
    return versions.findLast(([, published]) => published.at <= at)?.[0] ?? null;
  }

  /** A version of which the log has the content, else the one of this release. */
  private file(pack: string, version: string): PackFile | undefined {
    const present = this.present.find(({ jurisdiction }) => jurisdiction === pack);
    if (present?.version === version) return present;
    const content = this.published.get(pack)?.find(([name]) => name === version)?.[1].content;
    if (!content) return present;
    const name = `${pack} ${version}`;
    return this.files.getOrInsertComputed(name, () => packIn(name, content));
  }
}
