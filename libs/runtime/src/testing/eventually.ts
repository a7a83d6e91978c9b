/** Resolves when a condition holds, looked at between turns of the event loop; `stir` runs before each look. */
export const eventually = async (holds: () => boolean, stir: () => void = () => {}): Promise<void> => {
  for (let left = 10_000; !holds(); left -= 1) {
    if (left === 0) throw new Error(`never came: ${holds}`);
    stir();
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** Lets everything that can go on without time passing do so. */
export const manyTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
