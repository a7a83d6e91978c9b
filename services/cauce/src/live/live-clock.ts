import type { InstantText } from '@cauce/kernel';
import type { Clock } from '@cauce/ports';
import { SystemClock, VirtualClock } from '@cauce/runtime';

/** Business time of a folder: the machine's, unless it stands where a simulation left it or follows a virtual clock. */
export class LiveClock implements Clock {
  private clock: Clock = new SystemClock();

  now(): Temporal.Instant {
    return this.clock.now();
  }

  /** Stands still at an instant. */
  stand(at: InstantText): void {
    this.clock = new VirtualClock(Temporal.Instant.from(at));
  }

  /** Follows a clock that somebody moves. */
  follow(clock: VirtualClock): void {
    this.clock = clock;
  }

  /** Follows the machine. */
  goLive(): void {
    this.clock = new SystemClock();
  }
}
