import { nextPackChange, PACKS, packProposals, packsInForce } from '@cauce/domain';
import type { InstantText } from '@cauce/kernel';
import { PackError, type PackFile, readPack, withPack } from '@cauce/rule-packs';
import type { Known } from './known.ts';

/** What is judged by at an instant. */
export interface Law {
  readonly packs: readonly PackFile[];
  /** When other packs take effect, as far as is known; null where none do. */
  readonly until: InstantText | null;
}

/** The packs that come with the release, and in place of them those that were approved. */
export class Packs {
  private readonly lists = new WeakMap<readonly PackFile[], Map<string, readonly PackFile[]>>();

  constructor(readonly released: readonly PackFile[]) {}

  /**
   * The packs in force at an instant, over those of this release or of an earlier one; the same list as long as they are
   * the same. Throws PackError.
   */
  async at(known: Pick<Known, 'load'>, at: InstantText, released = this.released): Promise<Law> {
    const proposals = await known.load(packProposals, PACKS);
    const inForce = packsInForce(proposals, at);
    const key = inForce.map(({ proposalId }) => proposalId).join();
    const made = (): readonly PackFile[] =>
      inForce.reduce<readonly PackFile[]>(
        (packs, { pack, version, content }) => withPack(packs, packIn(`${pack} ${version}`, content)),
        released,
      );
    const lists = this.lists.getOrInsertComputed(released, () => new Map());
    return { packs: lists.getOrInsertComputed(key, made), until: nextPackChange(proposals, at) };
  }
}

/** A pack of the log. Throws PackError: one that this release cannot read must not be taken for another. */
export const packIn = (name: string, content: object): PackFile => {
  const read = readPack(name, content);
  if (!read.ok) throw new PackError(read.error);
  return read.value;
};
