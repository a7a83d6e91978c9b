import { type RecordedEvent, routingKey } from '@cauce/contracts';
import { configOf, Relays } from '@cauce/runtime';
import { applyTopicsIn, kafkaOf } from '@cauce/runtime/kafka';
import { type Bench, median, rounded } from '../figure.ts';
import { type Spent, stopwatch } from '../measure.ts';
import { type Environment, Stage } from './stage.ts';

const DEBTS = 20_000;
const RUNS = 3;
/** What a bare producer is given at once. */
const AT_ONCE = 1_000;

const kafkaIn = (env: Environment) => kafkaOf(configOf('scoring', env).kafka);

/**
 * Topics, checkpoints and leases of a run that nobody else uses; the log is that of all. Every partition has taken a
 * message: a broker that has just made them answers for some seconds that it does not lead them.
 */
const fresh = async (
  { env }: Stage,
  run: string,
  samples: readonly RecordedEvent[],
): Promise<Environment> => {
  const own = {
    ...env,
    CAUCE_KAFKA_PREFIX: `${env.CAUCE_KAFKA_PREFIX}${run}.`,
    CAUCE_MONGO_DATABASE: `${env.CAUCE_MONGO_DATABASE}-${run}`,
  };
  await applyTopicsIn(own);
  const { kafka, topics } = kafkaIn(own);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const partitions = Array.from({ length: topics.plan.partitions }, (_, partition) => partition);
  const messages = partitions.map((partition) => ({ value: '', partition }));
  const used = samples.map((event) => topics.topicOf(event));
  await producer.sendBatch({ topicMessages: used.map((topic) => ({ topic, messages })) });
  await producer.disconnect();
  return own;
};

/** What it takes the relay to bring the whole log to the bus. */
const relayed = async (stage: Stage, env: Environment): Promise<Spent> => {
  const { core, openPublisher } = await stage.openCore(env);
  const publisher = await openPublisher();
  const spent = stopwatch();
  const relays = new Relays({ ...core, publisher, owner: 'bench', parts: 1, tell: console.error });
  await relays.caughtUp();
  const took = spent();
  await relays.stop();
  await publisher.close();
  return took;
};

/**
 * The whole log, as the messages that the relay makes of it. Their bytes lie beside the heap: there, they would slow
 * down whoever makes new objects, which is the relay.
 */
const messagesOf = (events: readonly RecordedEvent[]) =>
  events.map((event) => ({
    key: routingKey(event),
    value: Buffer.from(JSON.stringify(event)),
    headers: { type: event.type },
  }));

const allEvents = async ({ core: { store } }: Stage): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = [];
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: 1_000 });
    all.push(...page.events);
    if (page.atEnd) return all;
    after = page.next;
  }
};

/**
 * What it takes a bare producer to bring the same messages, made before, to one topic. They are let go of afterwards:
 * the relay would pay for them, whenever old objects are looked through for garbage.
 */
const produced = async (stage: Stage, env: Environment): Promise<Spent> => {
  const messages = messagesOf(await allEvents(stage));
  const { kafka, topics } = kafkaIn(env);
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

/** What there is to bring: how many events, what they come to, and one for each topic that they go to. */
const given = async (stage: Stage) => {
  const events = await allEvents(stage);
  const { topics } = kafkaIn(stage.env);
  const samples = new Map(events.map((event) => [topics.topicOf(event), event]));
  const bytes = messagesOf(events).reduce((sum, { value }) => sum + value.length, 0);
  return { count: events.length, bytes, samples: [...samples.values()] };
};

/** What it takes to follow the log without doing anything with it: the relay cannot be faster. */
const followed = async ({ core: { store } }: Stage, events: number): Promise<Spent> => {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  const spent = stopwatch();
  const subscription = store.subscribe({ after: null, batch: AT_ONCE }, async (batch) => {
    seen += batch.length;
    if (seen >= events) resolve();
  });
  await all;
  const took = spent();
  await subscription.close();
  return took;
};

/** Events per second from the log through the relay to Kafka, beside a bare producer that has them in its hands. */
export const publishBench: Bench = ({ rows = DEBTS, runs = RUNS }) =>
  Stage.over(async (stage) => {
    await stage.place(rows);
    const { count, bytes, samples } = await given(stage);
    const reading = await followed(stage, count);
    const taken: { relay: Spent; bare: Spent; ratio: number }[] = [];
    for (let run = 0; run < runs; run += 1) {
      const bare = await produced(stage, await fresh(stage, `bare-${run}`, samples));
      const relay = await relayed(stage, await fresh(stage, `relay-${run}`, samples));
      taken.push({ relay, bare, ratio: bare.seconds / relay.seconds });
    }
    const perSecond = (part: 'relay' | 'bare') => count / median(taken.map((one) => one[part].seconds));
    const micros = (part: 'relay' | 'bare') =>
      (median(taken.map((one) => one[part].cpuSeconds)) * 1_000_000) / count;
    return {
      name: 'publish',
      value: rounded(perSecond('relay')),
      unit: 'events/s through the relay',
      baseline: rounded(perSecond('bare')),
      ratio: rounded(median(taken.map(({ ratio }) => ratio))),
      target: '≥ 0.7 of a bare producer',
      events: count,
      followedPerSecond: rounded(count / reading.seconds),
      followedCpuMicrosPerEvent: rounded((reading.cpuSeconds * 1_000_000) / count),
      bytesPerEvent: rounded(bytes / count),
      cpuMicrosPerEvent: rounded(micros('relay')),
      bareCpuMicrosPerEvent: rounded(micros('bare')),
      ratios: taken.map(({ ratio }) => rounded(ratio)).join(', '),
    };
  });
