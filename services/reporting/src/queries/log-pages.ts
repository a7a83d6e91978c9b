import type { RecordedEvent } from '@cauce/contracts';
import type { EventStore } from '@cauce/ports';
import { nextTurn } from '../projection/turns.ts';

const PAGE = 1_000;

/** Pages of the log in its order, of some categories or of all. Between two pages other work has its turn. */
export async function* logPages(
  store: Pick<EventStore, 'readAll'>,
  categories?: readonly string[],
): AsyncGenerator<readonly RecordedEvent[]> {
  for (let after: string | null = null; ; ) {
    const page = await store.readAll({ after, limit: PAGE, ...(categories && { categories }) });
    yield page.events;
    if (page.atEnd) return;
    after = page.next;
    await nextTurn();
  }
}
