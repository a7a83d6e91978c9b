import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { classPath } from './jars.ts';
import { freePorts, LOOPBACK } from './machine.ts';
import { Program } from './program.ts';
import { at } from './workspace.ts';

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts a server of MongoDB's wire protocol over a file of the folder; resolves with its address. */
export const startMongo = async (folder: string): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  const jars = await classPath('mongo');
  const [port] = (await freePorts(1)) as [number];
  const program = at('deploy/servers/mongo/MongoOnLoopback.java');
  const data = join(folder, 'mongo.h2');
  await new Program(folder, 'mongo', [
    '-Xmx512m',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-cp',
    jars,
    program,
    data,
    String(port),
  ]).start(() => listens(port));
  return `mongodb://${LOOPBACK}:${port}`;
};
