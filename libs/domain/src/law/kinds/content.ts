import type { ParametersOf } from '../pack.ts';
import type { Content } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';

/** Whether a message says of itself all that a pattern names. What it does not say it is not. */
export const saysAll = (pattern: Content, content: Content | null = {}): boolean =>
  Object.entries(pattern).every(([name, value]) => content?.[name] === value);

/**
 * What a rule misses in what a message says, and what it refuses of it. A message that is refused for what it does not
 * say misses that.
 */
export const objectionsTo = (
  { required = [], refused = [] }: ParametersOf['content'],
  said: Content | null = {},
): { readonly missing: string[]; readonly refused: string[] } => {
  const missing = required.filter((name) => said?.[name] !== true);
  const unwanted: string[] = [];
  for (const pattern of refused.filter((one) => saysAll(one, said))) {
    const names = Object.keys(pattern);
    const unsaid = names.filter((name) => pattern[name] === false);
    if (unsaid.length > 0) missing.push(...unsaid);
    else unwanted.push(...names);
  }
  return { missing, refused: unwanted };
};

/** What a message must say, and must not. */
export const content: Kind<'content'> = (parameters, { reason = 'FORBIDDEN_CONTENT' }) => {
  return ({ proposal }) => {
    const { missing, refused } = objectionsTo(parameters, proposal.content);
    return forbid(missing.length + refused.length > 0, reason, { missing, refused });
  };
};
