import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { KafkaConfig } from 'kafkajs';

/** Connections of kafkajs that can be cut, as those of a process that dies or stands still, and allowed again. */
export const cuttableSockets = () => {
  const sockets = new Set<Socket>();
  let isCut = false;
  const factory: KafkaConfig['socketFactory'] = ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectSecurely({ host, port, ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
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
    mend: (): void => {
      isCut = false;
    },
  };
};
