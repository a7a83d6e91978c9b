import { openBox, sealBox } from '@cauce/kernel';
import type { SubjectKey } from '@cauce/ports';

type Named = Pick<SubjectKey, 'subject' | 'keyId'>;

/** Whose key it is, and of which generation: in the place of another no wrapped key opens. */
const bindingOf = ({ subject, keyId }: Named): string => `${subject}|${keyId}`;

/** A person's key sealed under the master key. */
export const wrap = (master: Uint8Array, key: SubjectKey): string =>
  sealBox(master, bindingOf(key), Buffer.from(key.key).toString('base64'));

/** Opens what `wrap` made. Throws where the master key, the person or the generation is another. */
export const unwrap = (master: Uint8Array, { subject, keyId }: Named, wrapped: string): SubjectKey => ({
  subject,
  keyId,
  key: Buffer.from(openBox(master, bindingOf({ subject, keyId }), wrapped), 'base64'),
});

/** Whether a key was wrapped under a master key. */
export const isWrappedUnder = (master: Uint8Array, named: Named, wrapped: string): boolean => {
  try {
    unwrap(master, named, wrapped);
    return true;
  } catch {
    return false;
  }
};
