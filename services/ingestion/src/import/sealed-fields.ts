import type { SealedAt } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';

/** What is sealed about somebody in one event; undefined where it is not appended yet, or its key is gone. */
export const sealedFields = async (
  { store, log }: Pick<Core, 'store' | 'log'>,
  { stream, revision }: SealedAt,
  subject: Uuid,
): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const [event] = await store.read(stream, { from: revision, limit: 1 });
  return event?.revision === revision
    ? ((await log.sealer.open(event)).get(subject) ?? undefined)
    : undefined;
};
