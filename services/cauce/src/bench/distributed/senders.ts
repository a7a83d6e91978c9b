import { availableParallelism } from 'node:os';
import { standard } from '@cauce/domain';
import { caughtUp } from '@cauce/runtime';
import { type Bench, rounded } from '../figure.ts';
import { startProvider, taken } from './providers.ts';
import { Stage } from './stage.ts';

/** Enough for each of four senders to be warm before it is measured. */
const MESSAGES = 12_000;
/** What the provider takes for a message. */
const ANSWER_MS = 20;
/** A provider so slow that processors do not matter, on how many of the messages. */
const [SLOW_MS, SLOW_SHARE] = [100, 0.05];
const AT_ONCE = 2;
const SENDERS = [1, 2, 4];

/** What is measured: while every sender has enough to do, from when all of them are warm. */
const [WARM, ENOUGH] = [0.4, 0.9];

interface Brought {
  /** Messages per second. */
  readonly rate: number;
  /** Microseconds of processor that a message takes, by process. */
  readonly micros: Readonly<Record<string, number>>;
}

/** What so many senders bring to a slow provider, everything being cleared before. */
const brought = (senders: number, messages: number, answerAfterMs: number): Promise<Brought> =>
  Stage.over(async (stage) => {
    await stage.place(messages);
    await stage.clear(standard);
    const provider = await startProvider(stage, 'email', { answerAfterMs });
    try {
      const env = { ...provider.env, CAUCE_PROVIDER_AT_ONCE: String(AT_ONCE) };
      const names = Array.from({ length: senders }, (_, index) => `outbound-email-${index + 1}`);
      await stage.startPrograms(names.map((name) => ({ name, service: 'outbound-channel', env })));
      // Only now Kafka hears of what is cleared: all senders are there to share it.
      await stage.startPrograms([{ name: 'ingestion', service: 'ingestion' }]);
      await caughtUp({ ...stage.core, parts: 1 });
      // Nobody reads there what senders write: the relay would only take a processor from them.
      await stage.stopProgram('ingestion');
      const { mailbox } = provider;
      await taken(mailbox, Math.max(1, Math.round(messages * WARM)));
      const spent = await stage.spending();
      const [first, began] = [mailbox.count(), performance.now()];
      await taken(mailbox, Math.round(messages * ENOUGH));
      const count = mailbox.count() - first;
      const rate = (count * 1_000) / (performance.now() - began);
      const micros = await spent(count);
      await taken(mailbox, messages);
      await stage.stopPrograms();
      if (mailbox.count() !== messages)
        throw new Error(`${mailbox.count()} messages were sent of ${messages}`);
      return { rate, micros };
    } finally {
      await stage.stopPrograms();
      await provider.close();
    }
  });

/** How much more of a slow provider several senders of a channel use than one. */
export const sendersBench: Bench = async ({ rows = MESSAGES, tell }) => {
  const told = async (senders: number, messages: number, answerMs: number): Promise<Brought> => {
    const one = await brought(senders, messages, answerMs);
    tell(`senders ${senders}, provider ${answerMs} ms: ${rounded(one.rate)} messages/s`);
    return one;
  };
  const all: Brought[] = [];
  for (const senders of SENDERS) all.push(await told(senders, rows, ANSWER_MS));
  const [one = Number.NaN, two = Number.NaN, four = Number.NaN] = all.map(({ rate }) => rate);
  const { micros = {} } = all.at(-1) ?? {};
  const slow: number[] = [];
  for (const senders of SENDERS)
    slow.push((await told(senders, Math.round(rows * SLOW_SHARE), SLOW_MS)).rate);
  const [slowOne = Number.NaN, slowTwo = Number.NaN, slowFour = Number.NaN] = slow;
  return {
    name: 'senders',
    value: rounded(four),
    unit: 'messages/s of four senders',
    baseline: rounded(one),
    ratio: rounded(four / one),
    target: 'four senders ≥ 3.4 × one; two ≥ 1.8 ×',
    messages: rows,
    twoSenders: rounded(two),
    twoToOne: rounded(two / one),
    mostOfOne: (AT_ONCE * 1_000) / ANSWER_MS,
    slowProviderMs: SLOW_MS,
    slowTwoToOne: rounded(slowTwo / slowOne),
    slowFourToOne: rounded(slowFour / slowOne),
    processorsBusyOfFour: rounded(
      (Object.values(micros).reduce((sum, one) => sum + one, 0) * four) / 1_000_000,
    ),
    processors: availableParallelism(),
    ...Object.fromEntries(
      Object.entries(micros).map(([name, micros]) => [`µs a message in ${name}`, micros]),
    ),
  };
};
