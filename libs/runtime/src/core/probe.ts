/** Something outside that a program stands on. */
export interface Probe {
  readonly name: string;
  /** Rejects when it does not answer. */
  readonly ask: () => Promise<unknown>;
}
