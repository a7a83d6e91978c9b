import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * Connections that this process begins from now on, and that can be made to lose answers: each ends when one comes, which
 * nobody hears.
 */
export const deafSockets = () => {
  let losing = 0;
  let lost = (): void => {};
  const begun = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    const push = socket.push.bind(socket);
    socket.push = (...came) => {
      if (losing === 0) return push(...came);
      losing -= 1;
      lost();
      socket.destroy(new Error('cut off'));
      return false;
    };
  };
  subscribe('net.client.socket', begun);
  return {
    /** Loses the next answers, so many; resolves when the first is lost. */
    lose: (answers: number): Promise<void> => {
      losing = answers;
      const { promise, resolve } = Promise.withResolvers<void>();
      lost = resolve;
      return promise;
    },
    end: (): void => void unsubscribe('net.client.socket', begun),
  };
};
