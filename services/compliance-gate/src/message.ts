import {
  type Content,
  type GateRequest,
  isWritten,
  kindOfMessage,
  said,
  stepKind,
  TEMPLATES,
  templateInUse,
  templateProposals,
  versionNameOf,
} from '@cauce/domain';
import type { Known } from './known.ts';

/** What is known of the message that would be sent. */
export interface Message {
  /** What it says of itself; null where there is no text for it that may be sent. */
  readonly content: Content | null;
  /** The versions that it may be written from; which one depends on the steps that the law lets it speak of. */
  readonly templates: readonly string[];
  /** The version for a message about some of the steps; null of a channel without texts. */
  readonly templateFor: (steps: readonly string[]) => string | null;
}

/**
 * The message about some steps to somebody under the law of some places, as the texts in use write it. The law may take some of the steps out of it, which
 * changes its kind: it says what the texts of all its kinds say.
 */
export const messageOf = async (
  known: Known,
  { channel, language }: GateRequest,
  steps: readonly string[],
  places: readonly string[],
): Promise<Message> => {
  if (!isWritten(channel)) return { content: {}, templates: [], templateFor: () => null };
  const proposals = await known.load(templateProposals, TEMPLATES);
  const kinds = [...new Set(steps.map(stepKind))];
  const found = kinds.map(
    (kind) => [kind, templateInUse(proposals, { channel, kind, language }, places)] as const,
  );
  const usable = found.flatMap(([, one]) => (one.ok ? [one.value] : []));
  const names = new Map(found.map(([kind, one]) => [kind, one.ok ? versionNameOf(one.value) : one.error]));
  return {
    content: usable.length === found.length ? said(...usable) : null,
    templates: [...names.values()],
    templateFor: (some) => names.get(kindOfMessage(some)) ?? null,
  };
};

/** A message of which it was recorded what it says. */
export const recordedMessage = (content: Content | null): Message => ({
  content,
  templates: [],
  templateFor: () => null,
});
