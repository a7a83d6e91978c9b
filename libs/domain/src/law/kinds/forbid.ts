import type { Json } from '@cauce/kernel';
import { always } from '../settle.ts';
import type { ReasonCode } from '../vocabulary.ts';
import type { Judgement } from './kind.ts';

const never = (): number => Number.POSITIVE_INFINITY;

/** The judgement of what time does not cure. */
export const forbid = (
  bites: boolean,
  reason: ReasonCode,
  inputs: { readonly [name: string]: Json },
): Judgement => ({ earliest: bites ? never : always, reason: () => reason, inputs: () => inputs });
