/** Where another node of the double answers. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What goes wrong at a node of the double, until it is set back; counts go down by themselves. */
export class Faults {
  /** Appends that are written and then answered by a time-out. */
  timeOutsAfterCommit = 0;
  /** Appends answered by a time-out and written only when the next append comes. */
  lateCommits = 0;
  /** Appends that are written, whereupon the line breaks. */
  breaksAfterCommit = 0;
  /** Forgets the ids of events, so that a repeated append is refused and not taken for what it is. */
  forgetful = false;
  /** Begins a subscription with the event at its position, where it should begin after it. */
  repeats = false;
  /** Says after every second event that no filter let pass how far it has looked, whatever was asked for. */
  eagerCheckpoints = false;
  /** Who leads instead of this node. */
  leader: Address | undefined;
  /** Calls answered by no more than that the server is not ready. */
  notReady = 0;
  /** Milliseconds before each answer. */
  slowMs = 0;
}
