import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '@cauce/contracts';
import type { KafkaCluster } from '@cauce/testing/own-servers';
import type { DrivenSystem } from '../../driven-system.ts';
import { BROKERS, type Strike } from './strikes.ts';

/** What a process that was struck had sent may still reach the log for so long, in milliseconds. */
export const AFTERMATH_MS = 300;

/** A strike as it fell. */
export interface Struck extends Strike {
  /** Events that were on the log, the last one's type, and business time. */
  readonly after: number;
  readonly type: string;
  readonly now: string;
  /** The end of the log soon after. */
  readonly position: string;
}

export interface StrikerOptions {
  readonly system: DrivenSystem;
  readonly kafka: KafkaCluster;
  readonly strikes: readonly Strike[];
  /** Events of an undisturbed run. */
  readonly total: number;
  readonly tell: (struck: Struck) => void;
}

/** Watches the log of a system, and strikes when it holds as many events as a strike is for. */
export class Striker {
  readonly struck: Struck[] = [];
  private readonly left: Strike[];
  private readonly underWay = new Set<Promise<void>>();
  /** Until when each target is away; brokers are one, for two of three cannot be. */
  private readonly away = new Map<string, Promise<void>>();
  private seen = 0;
  private told = 0;

  constructor(private readonly options: StrikerOptions) {
    this.left = [...options.strikes];
  }

  /** Strikes until everything has been played; resolves when all strikes have fallen and everything is back. */
  async run(played: Promise<void>): Promise<void> {
    const subscription = this.options.system.folder.core.store.subscribe(
      { after: null, batch: 10 },
      async (events) => {
        for (const event of events) this.see(event);
      },
    );
    await played;
    await subscription.close();
    for (const strike of this.left.splice(0)) this.begin(strike, 'the end');
    await this.settled();
  }

  /** Resolves when nothing is away; whether anything has been struck since it was last asked. */
  async disturbed(): Promise<boolean> {
    await this.settled();
    const before = this.told;
    this.told = this.struck.length;
    return this.told > before;
  }

  private async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private see({ type, data }: RecordedEvent): void {
    this.seen += 1;
    const [next] = this.left;
    if (!next || this.seen < next.share * this.options.total) return;
    // A sender that has the work is struck when it is in a call.
    const { channel } = data as { channel?: string };
    if (next.target.startsWith(`outbound-${channel}`) ? type !== 'AttemptStarted' : !this.isToGoOn(next))
      return;
    this.left.shift();
    this.begin(next, type);
  }

  /** A sender's strike waits for an attempt, but not for ever: its channel may have none. */
  private isToGoOn({ target, share }: Strike): boolean {
    return !target.startsWith('outbound-') || this.seen >= (share + 0.15) * this.options.total;
  }

  private begin(strike: Strike, type: string): void {
    const after = this.seen;
    const place = BROKERS.includes(strike.target) ? 'brokers' : strike.target;
    const strikes = (this.away.get(place) ?? Promise.resolve()).then(() => this.strike(strike, after, type));
    this.away.set(place, strikes);
    const done = strikes.finally(() => this.underWay.delete(done));
    this.underWay.add(done);
  }

  private async strike(strike: Strike, after: number, type: string): Promise<void> {
    const { system, kafka, tell } = this.options;
    const { kind, target, awayMs } = strike;
    const broker = BROKERS.indexOf(target);
    if (broker >= 0) await kafka.killBroker(broker);
    else if (kind === 'kill') await system.kill(target);
    else system.signal(target, 'SIGSTOP');
    const now = system.clock.now().toString();
    await sleep(AFTERMATH_MS);
    const position = String(await system.folder.core.store.end());
    const struck = { ...strike, after, type, now, position };
    this.struck.push(struck);
    tell(struck);
    await sleep(awayMs);
    if (broker >= 0) await kafka.startBroker(broker);
    else if (kind === 'kill') system.start(target);
    else system.signal(target, 'SIGCONT');
  }
}
