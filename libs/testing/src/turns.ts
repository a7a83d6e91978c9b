/** How often whoever else lives in this process had a turn while some work was done: never, where the work kept it. */
export const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0;
  const take = (): void => {
    turns += 1;
    waiting = setImmediate(take);
  };
  let waiting = setImmediate(take);
  try {
    await work();
  } finally {
    clearImmediate(waiting);
  }
  return turns;
};
