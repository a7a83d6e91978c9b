import { describe, expect, it } from '@jest/globals';
import { KnownNames } from './known-names.ts';

/** A table that counts how often it is asked. */
const tableOf = (names: readonly string[]) => {
  const table = new Map(names.map((name, no) => [name, no]));
  let asked = 0;
  const known = new KnownNames(
    () => table.size,
    () => table.keys(),
  );
  const look = (name: string): number | undefined =>
    known.look(name, (one) => {
      asked += 1;
      return table.get(one);
    });
  const add = (name: string): void => {
    table.set(name, table.size);
    known.add(name);
  };
  return { look, add, asked: () => asked };
};

const lookInVain = (look: (name: string) => unknown, times: number): void => {
  for (let n = 0; n < times; n += 1) expect(look(`absent-${n}`)).toBeUndefined();
};

describe('known names', () => {
  it('spare a table what it lacks, once it was asked in vain often enough', () => {
    const { look, asked } = tableOf(['debt-a', 'debt-b']);
    lookInVain(look, 1_000);
    expect(asked()).toBe(1_000);
    lookInVain(look, 1_000);
    expect(asked()).toBe(1_000);
    expect(look('debt-b')).toBe(1);
  });

  it('learn what is added, before and after', () => {
    const { look, add } = tableOf([]);
    add('debt-a');
    lookInVain(look, 1_000);
    add('debt-b');
    expect(look('debt-a')).toBe(0);
    expect(look('debt-b')).toBe(1);
  });

  it('are not learned of a large table', () => {
    const { look, asked } = tableOf(Array.from({ length: 200_001 }, (_, n) => `debt-${n}`));
    lookInVain(look, 2_000);
    expect(asked()).toBe(2_000);
  });
});
