import { fileURLToPath } from 'node:url';
import type { OutgoingEvent } from '@cauce/contracts';
import { configOf } from '@cauce/runtime';
import { kafkaOf } from '@cauce/runtime/kafka';
import { type Bench, median, rounded } from '../figure.ts';
import { type Spent, stopwatch } from '../measure.ts';
import type { Environment } from './core-of.ts';
import type { Forked } from './forked.ts';
import { outgoingLog } from './log-messages.ts';
import type { Asked } from './publisher-main.ts';
import { Stage } from './stage.ts';

const DEBTS = 20_000;
const RUNS = 3;
const PROGRAM = fileURLToPath(new URL('./publisher-main.js', import.meta.url));

const kafkaIn = (env: Environment) => kafkaOf(configOf('scoring', env).kafka);

/**
 * Every partition takes a message: a broker that has just made them answers for some seconds that it does not lead them.
 * All runs share the topics, for a broker is busy with new ones long after they are there.
 */
const warmTopics = async ({ env }: Stage, samples: readonly OutgoingEvent[]): Promise<void> => {
  const { kafka, topics } = kafkaIn(env);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const partitions = Array.from({ length: topics.plan.partitions }, (_, partition) => partition);
  const messages = partitions.map((partition) => ({ value: '', partition }));
  const used = samples.map((event) => topics.topicOf(event));
  await producer.sendBatch({ topicMessages: used.map((topic) => ({ topic, messages })) });
  await producer.disconnect();
};

/** What there is to bring: how many events, what they come to, and one for each topic that they go to. */
const given = async (stage: Stage) => {
  const events = await outgoingLog(stage.core);
  const { topics } = kafkaIn(stage.env);
  const samples = new Map(events.map((event) => [topics.topicOf(event), event]));
  const bytes = events.reduce((sum, event) => sum + event.bytes.length, 0);
  return { count: events.length, bytes, samples: [...samples.values()] };
};

/** What it takes to follow the log without doing anything with it: the relay cannot be faster. */
const followed = async (stage: Stage, events: number): Promise<Spent> => {
  const { promise: all, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  const { feed } = await stage.openCore();
  const spent = stopwatch();
  const subscription = feed.follow(null, async (batch) => {
    seen += batch.length;
    if (seen >= events) resolve();
  });
  await all;
  const took = spent();
  await subscription.close();
  return took;
};

/** A process that does nothing but bring the log to Kafka, again and again. */
class PublisherProcess {
  private readonly child: Forked<Asked, Spent>;
  private readonly env: Environment;
  private runs = 0;

  constructor(
    stage: Stage,
    private readonly way: Asked['way'],
  ) {
    this.child = stage.fork(PROGRAM);
    this.env = stage.env;
  }

  /** Brings it once more, with checkpoints and leases that nobody else uses. */
  async bring(): Promise<Spent> {
    this.runs += 1;
    const database = `${this.env.CAUCE_MONGO_DATABASE}-${this.way}-${this.runs}`;
    return this.child.ask({ way: this.way, env: { ...this.env, CAUCE_MONGO_DATABASE: database } });
  }
}

/** Runs of both, by turns; what comes before, in which programs and broker grow warm, does not count. */
const alternately = async (
  relay: PublisherProcess,
  bare: PublisherProcess,
  runs: number,
  tell: (progress: string) => void,
) => {
  const taken: { relay: Spent; bare: Spent; ratio: number }[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const [one, other] = [await bare.bring(), await relay.bring()];
    if (run > 0) taken.push({ bare: one, relay: other, ratio: one.seconds / other.seconds });
    tell(run > 0 ? `run ${run} of ${runs}` : 'warm');
  }
  return taken;
};

/** Events per second from the log through the relay to Kafka, beside a bare producer that has them in its hands. */
export const publishBench: Bench = ({ rows = DEBTS, runs = RUNS, tell }) =>
  Stage.over(async (stage) => {
    await stage.place(rows);
    const { count, bytes, samples } = await given(stage);
    const reading = await followed(stage, count);
    await warmTopics(stage, samples);
    const relaying = new PublisherProcess(stage, 'relay');
    const producing = new PublisherProcess(stage, 'bare');
    const taken = await alternately(relaying, producing, runs, tell);
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
