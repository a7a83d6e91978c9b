import type { Monotonic } from '@cauce/ports';
import type { VirtualClock } from '../clock/clocks.ts';
import type { DistributedCore } from '../core/distributed-core.ts';
import { type Answer, ProgramServer, type Routes } from './http.ts';
import type { Logger } from './logger.ts';
import { Readiness } from './readiness.ts';
import { Stirring } from './stirring.ts';
import type { Work } from './work.ts';

/** How long the program waits before it tries again to begin, and how long its end may take, in milliseconds. */
const AGAIN_MS = 1_000;
const END_MS = 25_000;

interface Opened {
  readonly distributed: Pick<DistributedCore, 'probes' | 'close'>;
  readonly work: Work;
}

export interface ProgramLifeOptions {
  readonly host: string;
  readonly port: number;
  /** Opens what the program stands on, and begins its work. Rejects while a server is away. */
  readonly open: () => Promise<Opened>;
  readonly monotonic: Monotonic;
  readonly logger: Logger;
  /** Business time that is moved from outside, together with that of all other processes; null where it is not. */
  readonly virtual: VirtualClock | null;
}

const says = (status: number, body: object): Answer => ({ status, body });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A program from its beginning to its end, as others see it over HTTP. */
export class ProgramLife {
  private readonly stopping = new AbortController();
  private opened: (Opened & { readonly readiness: Readiness; readonly stirring: Stirring | null }) | null =
    null;
  private failure = 'it is starting';
  private server: ProgramServer | undefined;
  private beginning: Promise<void> = Promise.resolve();

  private constructor(private readonly options: ProgramLifeOptions) {}

  /** Answers over HTTP at once, and begins to work as soon as it can. */
  static async begin(options: ProgramLifeOptions): Promise<ProgramLife> {
    const life = new ProgramLife(options);
    const { host, port, logger, virtual } = options;
    life.server = await ProgramServer.listen(host, port, {
      ...life.health(),
      ...(virtual ? life.control(virtual) : {}),
    });
    logger.info('answers', { url: life.url });
    life.beginning = life.open();
    return life;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  /** Why it cannot work; empty when it can. */
  async problems(): Promise<string[]> {
    if (this.stopping.signal.aborted) return ['it is stopping'];
    if (!this.opened) return [this.failure];
    const { readiness, stirring, work } = this.opened;
    return [
      ...(await readiness.problems()),
      ...work.problems(),
      ...(stirring?.failure ? [stirring.failure] : []),
    ];
  }

  /** Work first, then what it stands on; whether all of it ended in time. */
  async end(): Promise<boolean> {
    const { monotonic, logger } = this.options;
    logger.info('stops');
    this.stopping.abort();
    const late = new AbortController();
    const ended = this.close().then(() => true);
    const tooLate = monotonic.wait(END_MS, late.signal).then(() => late.signal.aborted);
    const inTime = await Promise.race([ended, tooLate]);
    late.abort();
    logger.info(inTime ? 'stopped' : 'did not stop in time');
    return inTime;
  }

  private async close(): Promise<void> {
    await this.beginning;
    await this.opened?.stirring?.stop();
    await this.opened?.work.stop();
    await this.opened?.distributed.close();
    await this.server?.close();
  }

  private async open(): Promise<void> {
    const { open, monotonic, logger, virtual } = this.options;
    const { signal } = this.stopping;
    while (!this.opened && !signal.aborted) {
      try {
        const opened = await open();
        const readiness = new Readiness(
          [...opened.distributed.probes, ...(opened.work.probes ?? [])],
          monotonic,
        );
        // Where business time is moved from outside, so is what is due at it.
        const stirring = virtual
          ? null
          : new Stirring(opened.work, monotonic, (problem) => logger.warn(problem));
        this.opened = { ...opened, readiness, stirring };
        logger.info('works');
      } catch (error) {
        const failure = messageOf(error);
        if (failure !== this.failure) logger.warn(failure);
        this.failure = failure;
        await monotonic.wait(AGAIN_MS, signal);
      }
    }
  }

  private health(): Routes {
    return {
      'GET /health/live': () => says(200, { status: 'live' }),
      'GET /health/ready': async () => {
        const reasons = await this.problems();
        return reasons.length === 0
          ? says(200, { status: 'ready', reasons })
          : says(503, { status: 'not ready', reasons });
      },
    };
  }

  /** For whoever moves the shared clock: it goes on when everything here is handled and nothing is due. */
  private control(virtual: VirtualClock): Routes {
    const working = async (work: (work: Work) => Promise<object>): Promise<Answer> =>
      this.opened ? says(200, await work(this.opened.work)) : says(503, { title: this.failure });
    return {
      'POST /clock': (body) =>
        working(async () => {
          virtual.moveTo(Temporal.Instant.from(String((body as { now?: unknown }).now)));
          return { now: virtual.now().toString() };
        }),
      'POST /settle': () =>
        working(async (work) => {
          await work.settle();
          return { settled: true };
        }),
      'POST /stir': () => working(async (work) => ({ stirred: await work.stir() })),
    };
  }
}
