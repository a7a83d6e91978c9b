/** Lets timers, sockets and whatever else waits in this process have their turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
