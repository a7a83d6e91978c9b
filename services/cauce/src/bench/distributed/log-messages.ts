import { type OutgoingEvent, outgoingOf } from '@cauce/contracts';
import { logPages } from '@cauce/reporting';
import type { Core } from '@cauce/runtime';

/** The whole log, as a relay brings it to the bus. */
export const outgoingLog = async ({ store }: Pick<Core, 'store'>): Promise<OutgoingEvent[]> => {
  const all: OutgoingEvent[] = [];
  for await (const events of logPages(store)) all.push(...events.map(outgoingOf));
  return all;
};
