import type { Uuid } from '@cauce/kernel';

/** What can happen to a debtor that is worth seeing. */
export type Episode = 'deferred' | 'delivered' | 'bounced' | 'paid' | 'recalled';

/** A debtor with much to see. */
export interface Story {
  readonly debtorId: Uuid;
  readonly episodes: Readonly<Partial<Record<Episode, number>>>;
}

/** What a dossier should show, most wanted first: put off by the law, delivered, paid; a bounce makes it better. */
const WEIGHTS: Readonly<Record<Episode, number>> = {
  deferred: 4,
  delivered: 4,
  paid: 4,
  bounced: 2,
  recalled: 1,
};

/** Beyond so many of one kind a dossier gets long, not better. */
const ENOUGH = 4;

const worth = ({ episodes }: Story): number =>
  Object.entries(episodes).reduce(
    (sum, [episode, times]) => sum + WEIGHTS[episode as Episode] * 10 + Math.min(times, ENOUGH),
    0,
  );

/** Remembers what happened to whom. */
export class DebtorStories {
  private readonly stories = new Map<Uuid, Partial<Record<Episode, number>>>();

  tell(debtorId: Uuid, episode: Episode): void {
    const episodes = this.stories.getOrInsertComputed(debtorId, () => ({}));
    episodes[episode] = (episodes[episode] ?? 0) + 1;
  }

  /** The debtor with the most to see; of equals the one that came first. */
  best(): Story | null {
    let best: Story | null = null;
    for (const [debtorId, episodes] of this.stories) {
      const story = { debtorId, episodes };
      if (!best || worth(story) > worth(best)) best = story;
    }
    return best;
  }
}
