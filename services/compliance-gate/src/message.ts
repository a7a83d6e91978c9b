import {
  type ContactItem,
  type Content,
  type Debt,
  type Facts,
  type GateRequest,
  isFirstContact,
  isWritten,
  kindOfMessage,
  placesOf,
  portfolio,
  said,
  stepKind,
  TEMPLATES,
  templateInUse,
  templateProposals,
  type Valueless,
  versionNameOf,
} from '@cauce/domain';
import type { PackFile } from '@cauce/rule-packs';
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

/** A debt that a message would speak of. */
export interface Spoken {
  readonly item: ContactItem;
  readonly about: Debt;
  readonly facts: Facts;
}

/** The tags that have no value for one of some debts: its book does not say it. */
const valuelessIn = async (known: Known, spoken: readonly Spoken[]): Promise<readonly Valueless[]> => {
  const books = await Promise.all(spoken.map(({ about }) => known.load(portfolio, about.portfolioId)));
  return books.every((book) => book?.identification) ? [] : ['identification'];
};

/**
 * The message about some debts, at least one, as the texts in use write it under the packs in force. The law may take
 * some of them out of it, which changes its kind: it says what the texts of all its kinds say.
 */
export const messageOf = async (
  known: Known,
  { channel, language, creditorId }: GateRequest,
  spoken: readonly Spoken[],
  packs: readonly PackFile[],
): Promise<Message> => {
  const first_contact = isFirstContact(spoken[0]?.facts.history ?? [], creditorId);
  if (!isWritten(channel)) return { content: { first_contact }, templates: [], templateFor: () => null };
  const proposals = await known.load(templateProposals, TEMPLATES);
  const places = placesOf(...spoken.map(({ facts }) => facts));
  const kinds = [...new Set(spoken.map(({ item }) => stepKind(item.step)))];
  const found = kinds.map(
    (kind) => [kind, templateInUse(proposals, { channel, kind, language }, places, packs)] as const,
  );
  const usable = found.flatMap(([, one]) => (one.ok ? [one.value] : []));
  const names = new Map(found.map(([kind, one]) => [kind, one.ok ? versionNameOf(one.value) : one.error]));
  const content = { ...said(usable, await valuelessIn(known, spoken)), first_contact };
  return {
    content: usable.length === found.length ? content : null,
    templates: [...names.values()],
    templateFor: (steps) => names.get(kindOfMessage(steps)) ?? null,
  };
};

/** A message of which it was recorded what it says. */
export const recordedMessage = (content: Content | null): Message => ({
  content,
  templates: [],
  templateFor: () => null,
});
