import { RecentMap } from '@cauce/kernel';
import type { ModelDefinition, ReadModels } from '@cauce/ports';

/** Which message an SMSC's id stands for: a receipt names nothing else. */
export interface ProviderReferences {
  /** Durable when it resolves. */
  remember(providerId: string, messageId: string): Promise<void>;
  messageOf(providerId: string): Promise<string | null>;
}

/** A reference is written once and never changes: any two writes of it are equally new. */
const GUARD = '0';
/** References of this process that it knows by heart, per generation: a receipt comes mostly soon, and where the message went out. */
const KNOWN = 10_000;

/** The references of a gateway as documents. */
export const openReferences = async (
  readModels: Pick<ReadModels, 'open'>,
  gateway: string,
): Promise<ProviderReferences> => {
  const model: ModelDefinition = { name: `references-${gateway}`, version: 1, indexes: [] };
  const handle = await readModels.open(model);
  const known = new RecentMap<string>(KNOWN);
  return {
    remember: async (providerId, messageId) => {
      await handle.write([{ id: providerId, body: { messageId }, keys: {}, guard: GUARD }], GUARD);
      known.set(providerId, messageId);
    },
    messageOf: async (providerId) => {
      const messageId = known.get(providerId) ?? (await handle.get(providerId))?.body.messageId;
      return typeof messageId === 'string' ? messageId : null;
    },
  };
};
