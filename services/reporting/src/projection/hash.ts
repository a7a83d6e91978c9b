import { createHash } from 'node:crypto';
import { canonicalJson } from '@cauce/kernel';
import type { ModelHandle } from '@cauce/ports';
import type { Opener } from './boxes.ts';
import type { Body, Projection } from './projection.ts';
import { nextTurn } from './turns.ts';

const PAGE = 500;

/**
 * SHA-256 over what a copy of a model says: id and opened body of every document, in the order of the ids,
 * without guards, keys and places in the log. Two copies made from the same events have the same hash, whatever
 * batches and whatever order of independent streams they came in.
 */
export const modelHash = async (
  { said = (body) => body }: Pick<Projection, 'said'>,
  handle: ModelHandle,
  opener: Opener,
): Promise<string> => {
  const sum = createHash('sha256');
  let after: string | null = null;
  do {
    const page = await handle.list(null, { limit: PAGE, after });
    for (const { id, body } of page.documents) {
      sum.update(`${id}\n${canonicalJson(await opener.openAll(said(body as Body) as Body))}\n`);
    }
    after = page.next;
    await nextTurn();
  } while (after !== null);
  return sum.digest('hex');
};
