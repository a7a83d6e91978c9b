import { describe, expect, it } from '@jest/globals';
import type { ParkedMessage, ParkedMessages } from '../parked-messages.ts';
import { type MakeFresh, withFresh } from './fresh.ts';
import { ODD_TEXTS } from './odd-texts.ts';

const message = (group: string, key: string, revision: number, reason = 'out of paper'): ParkedMessage => ({
  group,
  key,
  stream: key,
  revision,
  position: `${revision}`.padStart(16, '0'),
  eventId: `${key}@${revision}`,
  eventType: 'SampleNoted',
  reason,
});

/** What every keeper of parked messages must do. */
export const parkedMessagesContract = (name: string, make: MakeFresh<ParkedMessages>): void => {
  describe(`ParkedMessages: ${name}`, () => {
    const fresh = withFresh(make);
    const of = async (key: string): Promise<readonly ParkedMessage[]> =>
      (await fresh().all()).filter((one) => one.key === key);

    it('gives back what it keeps, in the order of positions', async () => {
      const kept = [message('one', 'debt-a', 2), message('one', 'debt-a', 10), message('one', 'debt-b', 5)];
      for (const one of kept.toReversed()) await fresh().put(one);
      expect(await of('debt-a')).toEqual(kept.slice(0, 2));
      expect(await of('debt-b')).toEqual(kept.slice(2));
    });

    it('keeps a message once, with its newest reason', async () => {
      await fresh().put(message('one', 'debt-a', 1));
      await fresh().put(message('one', 'debt-a', 1, 'out of ink'));
      expect(await fresh().all()).toEqual([message('one', 'debt-a', 1, 'out of ink')]);
    });

    it('forgets one message of one group', async () => {
      const kept = [message('one', 'debt-a', 2), message('two', 'debt-a', 1)];
      for (const one of [message('one', 'debt-a', 1), ...kept]) await fresh().put(one);
      await fresh().remove('one', message('one', 'debt-a', 1).position);
      await fresh().remove('three', message('one', 'debt-a', 1).position);
      expect((await fresh().all()).toSorted((a, b) => b.revision - a.revision)).toEqual(kept);
    });

    it('takes any text as group, as key and as reason', async () => {
      const kept = ODD_TEXTS.map((text) => message(text, text, 1, text));
      for (const one of kept) await fresh().put(one);
      await fresh().put(message('a","0', 'a', 1));
      await fresh().remove('a","0', message('', '', 1).position);
      for (const text of ODD_TEXTS) expect(await of(text)).toEqual([message(text, text, 1, text)]);
      for (const { group, position } of kept) await fresh().remove(group, position);
      expect(await fresh().all()).toEqual([]);
    });
  });
};
