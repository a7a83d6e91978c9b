import { configOf, Relays } from '@cauce/runtime';
import { kafkaOf } from '@cauce/runtime/kafka';
import { type Spent, stopwatch } from '../measure.ts';
import { type Environment, openCoreOf, tell } from './core-of.ts';
import { outgoingLog } from './log-messages.ts';

/** One way to bring the log to Kafka, and where: topics and a database that nobody else uses. */
export interface Asked {
  readonly way: 'relay' | 'bare';
  readonly env: Environment;
}

/** What a bare producer is given at once. */
const AT_ONCE = 1_000;

/** What it takes the relay to bring the whole log to the bus. */
const relayed = async (env: Environment): Promise<Spent> => {
  const { core, feed, openPublisher, close } = await openCoreOf(env);
  const publisher = await openPublisher();
  const spent = stopwatch();
  const relays = new Relays({ ...core, feed, publisher, owner: 'bench', parts: 1, tell });
  await relays.caughtUp();
  const took = spent();
  await relays.stop();
  await publisher.close();
  await close();
  return took;
};

/** What it takes a bare producer to bring the same messages, made before, to one topic. */
const produced = async (env: Environment): Promise<Spent> => {
  const { core, close } = await openCoreOf(env);
  const messages = (await outgoingLog(core)).map(({ type, route, bytes }) => ({
    key: route.key,
    value: bytes,
    headers: { type },
  }));
  await close();
  const { kafka, topics } = kafkaOf(configOf('ingestion', env).kafka);
  const producer = kafka.producer({ idempotent: true, allowAutoTopicCreation: false });
  await producer.connect();
  const spent = stopwatch();
  for (let first = 0; first < messages.length; first += AT_ONCE)
    await producer.send({
      topic: topics.named('debt'),
      messages: messages.slice(first, first + AT_ONCE),
      acks: -1,
    });
  const took = spent();
  await producer.disconnect();
  return took;
};

process.on('message', async ({ way, env }: Asked) => {
  process.send?.(way === 'relay' ? await relayed(env) : await produced(env));
});
