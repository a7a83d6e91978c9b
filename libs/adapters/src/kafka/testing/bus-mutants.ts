import type { OutgoingEvent } from '@cauce/contracts';
import { type Consumer, done, type Publisher } from '@cauce/ports';

/** A fault of a bus: in what is brought to it, or in what it does with a consumer. */
export interface BusMutant {
  readonly publishing?: (publisher: Publisher) => Publisher;
  readonly consuming?: (consumer: Consumer) => Consumer;
}

type Change = (events: readonly OutgoingEvent[]) => readonly OutgoingEvent[];

const brought = (change: Change): BusMutant => ({
  publishing: (publisher) => ({
    batch: () => {
      const events: OutgoingEvent[] = [];
      return {
        add: (event) => void events.push(event),
        publish: () => {
          const batch = publisher.batch();
          for (const event of change(events)) batch.add(event);
          return batch.publish();
        },
      };
    },
    close: () => publisher.close(),
  }),
});

const firstTwoSwapped: Change = ([first, second, ...rest]) =>
  first && second ? [second, first, ...rest] : first ? [first] : [];

/** The faults that the suite of buses must notice, each by what it does. */
export const BUS_MUTANTS: Readonly<Record<string, BusMutant>> = {
  'drops a message': brought((events) => events.filter(({ revision }) => revision !== 1)),
  'swaps two messages of a key': brought(firstTwoSwapped),
  'hands over a message again': {
    consuming: (consumer) => ({
      ...consumer,
      handle: async (event) => {
        await consumer.handle(event);
        return consumer.handle(event);
      },
    }),
  },
  'acknowledges before the outcome': {
    consuming: (consumer) => ({
      ...consumer,
      handle: async (event) => {
        consumer.handle(event).catch(() => {});
        return done;
      },
    }),
  },
  'forgets what a message continues': {
    consuming: (consumer) => ({ ...consumer, handle: (event) => consumer.handle(event) }),
  },
  'takes the clearances of every channel': { consuming: ({ channel: _, ...consumer }) => consumer },
};
