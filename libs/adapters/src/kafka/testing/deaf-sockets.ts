import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/**
 * Connections that this process begins from now on, and that can be made to lose answers: each ends when one comes, which
 * nobody hears.
 */
export const deafSockets = () => {
  let losing = 0;
  const begun = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    const push = socket.push.bind(socket);
    socket.push = (...came) => {
      if (losing === 0) return push(...came);
      losing -= 1;
      socket.destroy(new Error('cut off'));
      return false;
    };
  };
  subscribe('net.client.socket', begun);
  return {
    /** Loses the next answers, so many. */
    lose: (answers: number): void => {
      losing = answers;
    },
    end: (): void => void unsubscribe('net.client.socket', begun),
  };
};
