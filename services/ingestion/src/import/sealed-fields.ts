import type { SealedAt } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';

/** What is sealed about somebody in one event; undefined where it is not appended yet, or its key is gone. */
export const sealedFields = async (
  { log }: Pick<Core, 'log'>,
  at: SealedAt,
  subject: Uuid,
): Promise<Readonly<Record<string, unknown>> | undefined> => (await log.openAt(at)).get(subject) ?? undefined;
