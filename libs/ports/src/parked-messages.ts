/** A message that waits behind a parked key: where the log has it, and why its key stands still. */
export interface ParkedMessage {
  readonly group: string;
  readonly key: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
}

/**
 * The messages of parked keys. A bus's progress goes past them, so they are kept together with its checkpoints:
 * where both are lost, everything is handled again and nothing is missing.
 */
export interface ParkedMessages {
  /** All of them; those of one key in the order of their positions. */
  all(): Promise<readonly ParkedMessage[]>;
  /** Keeps a message, once per group and position; a newer reason replaces the older one. */
  put(message: ParkedMessage): Promise<void>;
  /** Forgets a message that was handled. */
  remove(group: string, position: string): Promise<void>;
}
