import type { Clock } from '@cauce/ports';

export { SystemMonotonic } from '@cauce/ports';

/** The time of the machine; never goes back while the process lives, even when the machine's clock does. */
export class SystemClock implements Clock {
  private latest = Temporal.Instant.fromEpochMilliseconds(0);

  constructor(private readonly read: () => Temporal.Instant = () => Temporal.Now.instant()) {}

  now(): Temporal.Instant {
    const now = this.read();
    if (Temporal.Instant.compare(now, this.latest) > 0) this.latest = now;
    return this.latest;
  }
}

/** Business time moved by hand, forwards only. */
export class VirtualClock implements Clock {
  constructor(private instant: Temporal.Instant) {}

  now(): Temporal.Instant {
    return this.instant;
  }

  /** Moves to an instant; an earlier one changes nothing. */
  moveTo(instant: Temporal.Instant): void {
    if (Temporal.Instant.compare(instant, this.instant) > 0) this.instant = instant;
  }
}
