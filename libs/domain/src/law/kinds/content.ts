import type { Content } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind } from './kind.ts';

/** Whether a message says of itself all that a pattern names. What it does not say it is not. */
export const saysAll = (pattern: Content, content: Content = {}): boolean =>
  Object.entries(pattern).every(([name, value]) => content[name] === value);

/** What a message must say, and must not. */
export const content: Kind<'content'> = (
  { required = [], refused = [] },
  { reason = 'FORBIDDEN_CONTENT' },
) => {
  return ({ proposal }) => {
    const missing = required.filter((name) => proposal.content?.[name] !== true);
    const found = refused.filter((pattern) => saysAll(pattern, proposal.content));
    return forbid(missing.length + found.length > 0, reason, {
      missing,
      refused: found.flatMap((pattern) => Object.keys(pattern)),
    });
  };
};
