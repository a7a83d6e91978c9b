import { canonicalJson, type InstantText, type Uuid } from '@cauce/kernel';

/** A fact that was told and holds. */
export type Noted<F> = F & {
  readonly noteId: Uuid;
  readonly since: InstantText;
};

/** Whether a note says a fact, whenever it was told. */
export const saysSame = <F extends object>({ noteId: _, since: __, ...before }: Noted<F>, fact: F): boolean =>
  canonicalJson(before) === canonicalJson(fact);
