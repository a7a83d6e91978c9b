/** How far a worker came, by name; changed by compare-and-set, so that two workers cannot both move it. */
export interface Checkpoints {
  get(name: string): Promise<string | null>;
  /** Sets the value if the present one is `expected` (null: none). False when it is not. */
  set(name: string, value: string, expected: string | null): Promise<boolean>;
}
