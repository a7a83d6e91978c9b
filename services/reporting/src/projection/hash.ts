import { createHash } from 'node:crypto';
import { canonicalJson } from '@cauce/kernel';
import type { ModelHandle } from '@cauce/ports';
import type { Opener } from './boxes.ts';
import { everyPage } from './pages.ts';
import type { Body, Projection } from './projection.ts';
import { nextTurn } from './turns.ts';

/**
 * SHA-256 over what a copy of a model says and where it is found: id, keys and opened body of every document, in the
 * order of the ids, without guards and places in the log. Two copies made from the same events have the same hash,
 * whatever batches and whatever order of independent streams they came in.
 */
export const modelHash = async (
  { said = (body) => body }: Pick<Projection, 'said'>,
  handle: ModelHandle,
  opener: Opener,
): Promise<string> => {
  const sum = createHash('sha256');
  for await (const page of everyPage(handle)) {
    for (const { id, keys, body } of page) {
      const opened = await opener.openAll(said(body as Body) as Body);
      sum.update(`${id}\n${canonicalJson(keys)}\n${canonicalJson(opened)}\n`);
    }
    await nextTurn();
  }
  return sum.digest('hex');
};
