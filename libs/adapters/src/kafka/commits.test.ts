import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ManualMonotonic } from '../shared/manual-monotonic.ts';
import { COMMIT_MS, Commits } from './commits.ts';
import { Owned } from './owned.ts';

const PLACE = { topic: 'debts', partition: 3 };

/** What tells of one partition, and the offsets that the broker took. */
const commitsOf = () => {
  const monotonic = new ManualMonotonic();
  const ending = new AbortController();
  const owned = new Owned([PLACE], []);
  const finish = (offset: number): void => {
    owned.get(PLACE)?.finished.reach(offset);
    owned.get(PLACE)?.finished.add(offset);
  };
  const broker = { mine: true, away: false, took: [] as string[] };
  const commits = new Commits({ mine: async () => (broker.mine ? owned : null) }, monotonic, ending.signal);
  commits.tell = async (offsets) => {
    if (broker.away) throw new Error('away');
    for (const { partitions } of offsets?.topics ?? [])
      broker.took.push(...partitions.map(({ offset }) => offset));
  };
  const wait = async (ms: number): Promise<void> => {
    monotonic.pass(ms);
    await turn();
  };
  return { commits, finish, broker, ending, wait };
};

describe('what the broker is told', () => {
  it('is how far the work is, and nothing where it knows that', async () => {
    const { commits, finish, broker } = commitsOf();
    await commits.now();
    finish(0);
    await commits.now();
    await commits.now();
    finish(1);
    await commits.now();
    expect(broker.took).toEqual(['1', '2']);
  });

  it('waits a while for more, and goes once', async () => {
    const { commits, finish, broker, wait } = commitsOf();
    finish(0);
    commits.soon();
    finish(1);
    commits.soon();
    await wait(COMMIT_MS - 1);
    expect(broker.took).toEqual([]);
    await wait(1);
    await wait(COMMIT_MS);
    expect(broker.took).toEqual(['2']);
  });

  it('is told again later where the broker is away', async () => {
    const { commits, finish, broker, wait } = commitsOf();
    broker.away = true;
    finish(0);
    await commits.now();
    broker.away = false;
    await wait(COMMIT_MS);
    expect(broker.took).toEqual(['1']);
  });

  it('says nothing of what is no longer its own', async () => {
    const { commits, finish, broker } = commitsOf();
    broker.mine = false;
    finish(0);
    await commits.now();
    expect(broker.took).toEqual([]);
  });

  it('is told no more after the end, but for what is asked for then', async () => {
    const { commits, finish, broker, ending, wait } = commitsOf();
    ending.abort();
    finish(0);
    commits.soon();
    await wait(COMMIT_MS);
    expect(broker.took).toEqual([]);
    await commits.now();
    expect(broker.took).toEqual(['1']);
  });
});
