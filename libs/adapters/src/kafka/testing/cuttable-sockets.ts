import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { KafkaConfig } from 'kafkajs';

/**
 * Connections that can be cut, as those of a process that dies or stands still, and allowed again: all at once, or each
 * when an answer comes, which is lost.
 */
export const cuttableSockets = () => {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isDeaf = false;
  const factory: KafkaConfig['socketFactory'] = ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectSecurely({ host, port, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    const push = socket.push.bind(socket);
    socket.push = (...came) => {
      if (!isDeaf) return push(...came);
      socket.destroy(new Error('cut off'));
      return false;
    };
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    if (isCut) socket.destroy(new Error('cut off'));
    return socket;
  };
  return {
    factory,
    cut: (): void => {
      isCut = true;
      for (const socket of sockets) socket.destroy(new Error('cut off'));
    },
    deafen: (): void => {
      isDeaf = true;
    },
    mend: (): void => {
      isCut = false;
      isDeaf = false;
    },
  };
};
