import type { Probe } from '../core/probe.ts';

/** What a program does, beside answering whether it is well. */
export interface Work {
  /** Does what is due, timers and receipts say; how much there was. */
  stir(): Promise<number>;
  /** Resolves when everything that is on its way here has been handled. */
  settle(): Promise<void>;
  /** Why it cannot work now; empty when it can. */
  problems(): readonly string[];
  /** What it stands on beside the stores and the bus. */
  readonly probes?: readonly Probe[];
  /** Takes nothing new, and lets what is under way end. */
  stop(): Promise<void>;
}
