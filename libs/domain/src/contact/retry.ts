import { type InstantText, instantOfMs, msOf } from '@cauce/kernel';

/** Waits before a failed attempt is tried again: 5 minutes, 15, then hourly. */
const BACK_OFF_MS = [300_000, 900_000, 3_600_000] as const;

/** When a contact whose attempt failed is judged again; `attempts` counts those made so far, the failed one included. */
export const retryAt = (failedAt: InstantText, attempts: number): InstantText =>
  instantOfMs(msOf(failedAt) + (BACK_OFF_MS[attempts - 1] ?? BACK_OFF_MS[2]));
