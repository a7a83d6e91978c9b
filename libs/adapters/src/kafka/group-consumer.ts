import type { Consumer, Monotonic, Outcome, RunningConsumer, Standstill } from '@cauce/ports';
import type {
  Batch,
  Consumer as Client,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
  KafkaMessage,
} from 'kafkajs';
import type { GroupWork, OnFailure, Parking } from '../bus/index.ts';
import { Signal } from '../shared/signal.ts';
import { sameNumber } from './assigner.ts';
import { RETRY } from './client.ts';
import { COMMIT_MS, Commits } from './commits.ts';
import { forgotten, JoinAnewError } from './join-anew.ts';
import { eventIn, traceIn, typeIn } from './message.ts';
import type { OwnedPartition, Place, Standing } from './owned.ts';
import { pastStandstill } from './past-standstill.ts';
import { HAND_OVER_MS, Share } from './share.ts';
import type { Topics } from './topics.ts';

/**
 * Messages of one partition taken and not yet finished, above which it is left alone until half of them are. As many as
 * one key may have waiting before the others of its partition lose their turn.
 */
const MOST_UNDER_WAY = 1024;
/** How long a fetch waits at the broker for something to come, in milliseconds. */
const FETCH_MS = 500;

export interface GroupConsumerOptions {
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly consumer: Consumer;
  readonly work: GroupWork;
  readonly parking: Parking;
  /** Where the group stands in its topics. */
  readonly standings: (topics: readonly string[]) => Promise<readonly Standing[]>;
  /** Offset of the first message of a partition that the broker still keeps. */
  readonly firstKept: (place: Place) => Promise<number>;
  readonly monotonic: Monotonic;
  readonly onFailure: OnFailure;
  /** After how long without a sign of life the group goes on without this process, in milliseconds. */
  readonly sessionMs: number;
  readonly onStop: () => void;
}

/** Where a batch was asked for from, which the client's types leave out. */
type Asked = Batch & { readonly fetchedOffset: string };

/** This process's part in one group. */
export class GroupConsumer implements RunningConsumer {
  readonly topics: readonly string[];
  private readonly client: Client;
  private readonly types: ReadonlySet<string>;
  private readonly ending = new AbortController();
  private readonly progress = new Signal();
  private readonly share: Share;
  private readonly commits: Commits;
  /** Why this process can take no more part in the group. */
  private failure: Error | null = null;

  private constructor(private readonly options: GroupConsumerOptions) {
    const { kafka, topics, consumer, work, parking, standings, monotonic, sessionMs } = options;
    this.topics = [...topics.topicsOf(consumer.types, consumer.channel), topics.unpark];
    this.types = new Set(consumer.types);
    this.share = new Share({
      monotonic,
      takeOver: async () => (await Promise.all([standings(this.topics), parking.reload()]))[0],
      finish: () => work.drop().then(() => this.commit()),
      ending: this.ending.signal,
    });
    this.commits = new Commits(this.share, monotonic, this.ending.signal);
    this.client = kafka.consumer({
      groupId: topics.named(consumer.group),
      partitionAssigners: [sameNumber(() => this.share.handedOver())],
      sessionTimeout: sessionMs,
      heartbeatInterval: sessionMs / 10,
      rebalanceTimeout: sessionMs + HAND_OVER_MS,
      maxWaitTimeInMs: FETCH_MS,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: async () => true },
    });
  }

  /** Joins the group; resolves when this process has its share of the work. */
  static async start(options: GroupConsumerOptions): Promise<GroupConsumer> {
    const consumer = new GroupConsumer(options);
    await consumer.join();
    return consumer;
  }

  get standstill(): Standstill | null {
    return this.options.work.standstill;
  }

  async wake(key: string, work: () => Promise<Outcome>, trace?: string): Promise<boolean> {
    if (this.stopped || !(await this.owns(key))) return false;
    return this.options.work.wake(key, work, trace);
  }

  /** Whether the messages of a key come to this process. */
  async owns(key: string): Promise<boolean> {
    return (await this.share.owned).owns(this.options.topics.partitionOf(key));
  }

  unpark(key: string): Promise<void> {
    return this.options.work.unpark(key);
  }

  /** Where this process stands in a partition: everything before is finished; null where it is not its own. */
  async reached(place: Place): Promise<number | null> {
    const trouble = this.standstill ?? this.failure;
    if (trouble) throw trouble;
    return this.finished(place);
  }

  /** Where this process stands in a partition, whether it can go on or not; null where it is not its own. */
  async finished(place: Place): Promise<number | null> {
    const partition = (await this.share.owned).get(place);
    return partition ? (partition.finished.next ?? 0) : null;
  }

  /** Resolves when something was finished, or after a while. */
  async moved(): Promise<void> {
    const waiting = new AbortController();
    const { count } = this.progress;
    await Promise.race([
      this.progress.after(count, waiting.signal),
      this.options.monotonic.wait(COMMIT_MS, waiting.signal),
    ]);
    waiting.abort();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    this.options.work.stop();
    await this.options.work.drop();
    await this.commit();
    await this.client.disconnect();
    this.options.onStop();
  }

  /** Tells the broker how far the group is. */
  commit(): Promise<void> {
    return this.commits.now();
  }

  private get stopped(): boolean {
    return this.ending.signal.aborted;
  }

  private async join(): Promise<void> {
    const { client } = this;
    client.on(client.events.GROUP_JOIN, (event) => this.joined(event));
    client.on(client.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.fail(payload.error);
    });
    client.on(client.events.FETCH, () => this.fetched());
    client.on(client.events.END_BATCH_PROCESS, ({ payload }) => {
      // A batch of nothing but marks of transactions is not handed over.
      if (payload.batchSize === 0) this.pass(payload, payload.lastOffset);
    });
    await client.connect();
    await client.subscribe({ topics: [...this.topics], fromBeginning: true });
    await client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.options.topics.plan.partitions,
      eachBatch: (payload) => this.take(payload),
    });
    await this.share.owned;
  }

  private joined({ payload }: ConsumerGroupJoinEvent): void {
    // Whoever is about to leave takes nothing over.
    if (this.stopped) return;
    const places = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    this.share.give(places);
  }

  /**
   * The client gives up a join that fails otherwise than by another division (a coordinator that is still loading, a
   * broker that is gone), and goes on as the member that it was, if the group still has it; but all was handed over by
   * then, and nothing is taken until it has joined. It joins anew when a batch is refused, so one must come.
   */
  private async fetched(): Promise<void> {
    if (!this.share.isClosed || this.stopped) return;
    for (const standing of forgotten(await this.share.owned)) this.client.seek(standing);
  }

  private async take({
    batch,
    pause,
    resolveOffset,
    commitOffsetsIfNecessary,
  }: EachBatchPayload): Promise<void> {
    const { owned } = this.share;
    this.commits.tell = commitOffsetsIfNecessary;
    const partition = (await owned).get(batch);
    const missed = partition ? await this.missed(partition, batch as Asked) : null;
    // What is not taken now comes again, to whoever owns the partition next; not at once, where that is this process.
    if (!partition || this.stopped || !this.share.isOpen(owned)) {
      await this.moved();
      if (this.share.isClosed && !this.stopped) throw new JoinAnewError('a join was given up');
      return;
    }
    if (missed !== null) return this.client.seek({ ...partition.place, offset: String(missed) });
    for (const message of batch.messages) this.takeOne(partition, message);
    this.pass(batch, batch.lastOffset());
    resolveOffset(batch.lastOffset());
    if (partition.underWay <= MOST_UNDER_WAY) return;
    const resume = pause();
    void this.half(partition).then(resume);
  }

  /**
   * The first offset of messages that are kept, have not come, and are left out by a batch; null where it joins on. The
   * client joins a group anew, where a partition's leader changed, while it waits for the answers of other brokers: one
   * that it asked before, from where it was then, comes afterwards, though the work between was forgotten to be begun
   * anew. Or it heard of a commit that was not yet known when the partition was taken over.
   */
  private async missed(
    { place, finished }: OwnedPartition,
    { fetchedOffset }: Asked,
  ): Promise<number | null> {
    const from = Number(fetchedOffset);
    if (from <= finished.horizon) return null;
    const first = Math.max(finished.horizon, await this.options.firstKept(place));
    return first < from ? first : null;
  }

  private takeOne(partition: OwnedPartition, message: KafkaMessage): void {
    const offset = Number(message.offset);
    const { finished } = partition;
    finished.reach(offset);
    if (finished.has(offset)) return;
    partition.underWay += 1;
    // What goes wrong beside the handler ends the process by an unhandled rejection, before the message counts.
    void this.handle(partition.place, message).then((done) => {
      partition.underWay -= 1;
      if (done) finished.add(offset);
      this.movedOn();
    });
  }

  /** Whether the message is finished. */
  private async handle({ topic, partition }: Place, message: KafkaMessage): Promise<boolean> {
    const { work, topics, consumer, monotonic, onFailure } = this.options;
    if (topic === topics.unpark) {
      if (String(message.value) !== consumer.group) return true;
      const { owned } = this.share;
      const mine = (): boolean => this.share.owned === owned && !this.stopped;
      return pastStandstill(monotonic, () => work.unpark(String(message.key)), mine);
    }
    if (!this.types.has(typeIn(message))) return true;
    const key = String(message.key);
    const event = () => {
      const found = eventIn(message);
      if (!found) {
        const place = `${topic}, ${partition}, ${message.offset}`;
        onFailure(consumer.group, key, `${place}: this message holds no event`);
      }
      return found;
    };
    return work.take({ key, event, trace: traceIn(message) });
  }

  /** Nothing more will come of a partition up to an offset. */
  private pass(place: Place, offset: string): void {
    const passed = this.share.owned.then((owned) => {
      owned.get(place)?.finished.pass(Number(offset));
      this.movedOn();
    });
    // What could not be taken over is given again, and comes again from where the group stood.
    passed.catch(() => {});
  }

  /** Resolves when half of what a partition may have under way is finished. */
  private async half(partition: OwnedPartition): Promise<void> {
    while (partition.underWay > MOST_UNDER_WAY / 2) await this.moved();
  }

  private movedOn(): void {
    this.progress.fire();
    this.commits.soon();
  }

  private fail(error: Error): void {
    this.failure = error;
    this.options.onFailure(this.options.consumer.group, '', error.message);
    this.progress.fire();
  }
}
