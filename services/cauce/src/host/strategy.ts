import { STRATEGIES, type Strategy, standard } from '@cauce/domain';
import type { Core } from '@cauce/runtime';

/** Checkpoint that names the strategy a folder is worked by; the standard one where there is none. */
const STRATEGY = 'strategy';

/** The strategy of a name, undefined where there is none. */
export const strategyNamed = (name: string): Strategy | undefined =>
  STRATEGIES.find((one) => one.name === name);

/** The strategy that a folder is worked by. */
export const strategyOf = async ({ checkpoints }: Pick<Core, 'checkpoints'>): Promise<Strategy> =>
  strategyNamed((await checkpoints.get(STRATEGY)) ?? standard.name) ?? standard;

/** From here on the folder is worked by this strategy. */
export const useStrategy = async (
  { checkpoints }: Pick<Core, 'checkpoints'>,
  { name }: Strategy,
): Promise<void> => {
  const before = await checkpoints.get(STRATEGY);
  if ((before ?? standard.name) !== name) await checkpoints.set(STRATEGY, name, before);
};
