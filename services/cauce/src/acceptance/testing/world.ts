import { LogBus } from '@cauce/adapters/log-bus';
import { MemoryGateway, openMemory } from '@cauce/adapters/memory';
import { type DebtCommand, debt } from '@cauce/domain';
import { derivedId, type InstantText, instantText } from '@cauce/kernel';
import { noTelemetry, type SendGateway } from '@cauce/ports';
import { readPacks } from '@cauce/rule-packs';
import { type Core, EventLog, Ids, Sealer, SystemMonotonic, VirtualClock } from '@cauce/runtime';
import { History, type Owed } from '@cauce/testing';
import { Services } from '../../host/services.ts';

const sender = {
  agency: 'Agencia Cauce',
  address: 'cobranzas@cauce.example',
  optOut: 'mailto:baja@cauce.example',
};

/** Where a process dies: with the so-manieth append from here, before the log has it or after. */
export interface Death {
  readonly append: number;
  readonly logged: boolean;
}

class Killed extends Error {}

/** A port of which some methods are others. */
const over = <T extends object>(port: T, methods: Partial<T>): T =>
  new Proxy(port, {
    get: (_, name) => {
      const value: unknown = Reflect.get(methods, name) ?? Reflect.get(port, name, port);
      return typeof value === 'function' ? value.bind(port) : value;
    },
  });

/** The services over ports in memory that outlive them, a provider, and hands that intervene. */
export class World {
  readonly clock: VirtualClock;
  readonly gateway: MemoryGateway;
  readonly ports = openMemory({ monotonic: new SystemMonotonic() });
  readonly ids = new Ids(new Uint8Array(32).fill(7));
  /** What the bus said of keys that stopped, in processes that were not dying. */
  readonly failures: string[] = [];
  readonly history: History;
  /** How many processes died. */
  deaths = 0;
  readonly #log: EventLog;
  #services: Services | undefined;
  #bus: LogBus | undefined;
  #appendsLeft = Number.POSITIVE_INFINITY;
  #logged = false;
  #causes = 0;

  constructor(begin: InstantText) {
    this.clock = new VirtualClock(Temporal.Instant.from(begin));
    this.gateway = new MemoryGateway({ clock: this.clock });
    this.#log = new EventLog(this.ports.store, new Sealer(this.ports.keyVault), this.clock);
    const past = new EventLog(this.ports.store, new Sealer(this.ports.keyVault), this.clock);
    this.history = new History(past, this.clock, this.ids);
  }

  get #dead(): boolean {
    return this.#appendsLeft < 0;
  }

  /** Starts a process: its own memory over the same log, timers and checkpoints. */
  async start(): Promise<void> {
    const { store, dueIndex, checkpoints, leases, ledger, readModels, keyVault: vault } = this.ports;
    this.#appendsLeft = Number.POSITIVE_INFINITY;
    const mortal = over(store, { append: (appends) => this.#append(appends) });
    // What a dying process still says of its progress is lost; its timers fail, or it would set them for ever.
    const kept = over(checkpoints, {
      set: async (...args) => this.#dead || checkpoints.set(...args),
    });
    this.#bus = await this.#openBus(mortal, kept);
    const core: Core = {
      log: new EventLog(mortal, new Sealer(vault), this.clock),
      store: mortal,
      bus: this.#bus,
      readModels,
      dueIndex: over(dueIndex, {
        set: async (entries) => {
          if (this.#dead) throw new Killed();
          await dueIndex.set(entries);
        },
        remove: async (...args) => {
          if (this.#dead) throw new Killed();
          await dueIndex.remove(...args);
        },
      }),
      leases,
      checkpoints: kept,
      vault,
      ledger,
      clock: this.clock,
      monotonic: new SystemMonotonic(),
      alone: true,
      ids: this.ids,
      telemetry: noTelemetry,
    };
    this.#services = await Services.start(core, readPacks(), [{ gateway: this.#mortalGateway(), sender }]);
  }

  #openBus(store: Core['store'], checkpoints: Core['checkpoints']): Promise<LogBus> {
    const { parkedMessages } = openMemory({ monotonic: new SystemMonotonic() });
    const onFailure = (group: string, key: string, reason: string): void => {
      if (!this.#dead) this.failures.push([group, key, reason].join('|'));
    };
    return LogBus.open({ store, checkpoints, parkedMessages, monotonic: new SystemMonotonic(), onFailure });
  }

  async #append(appends: Parameters<Core['store']['append']>[0]) {
    this.#appendsLeft -= 1;
    if (this.#appendsLeft === -1 && this.#logged) await this.ports.store.append(appends);
    if (this.#appendsLeft < 0) throw new Killed();
    return this.ports.store.append(appends);
  }

  #mortalGateway(): SendGateway {
    const { gateway } = this;
    return over<SendGateway>(gateway, {
      // Business time goes on through an outage here: a line that stands, and takes no call.
      reach: async () => {},
      send: async (message) => {
        if (this.#dead) throw new Killed();
        return gateway.send(message);
      },
    });
  }

  /** Lets the running process die at a later append. */
  dieAt({ append, logged }: Death): void {
    this.#appendsLeft = append;
    this.#logged = logged;
  }

  async stop(): Promise<void> {
    await this.#services?.stop();
    await this.#bus?.close();
  }

  /** All timers and checkpoints are lost: the next process has the log alone. */
  async loseWork(): Promise<void> {
    await this.stop();
    const fresh = openMemory({ monotonic: new SystemMonotonic() });
    Object.assign(this.ports, { dueIndex: fresh.dueIndex, checkpoints: fresh.checkpoints });
    await this.start();
  }

  /** Everything handled at the present instant; a process that dies meanwhile is followed by another. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#services?.settle().catch((error) => {
        if (!(error instanceof Killed)) throw error;
      });
      if (!this.#dead) return;
      this.deaths += 1;
      await this.stop();
      await this.start();
    }
  }

  /** Plays timers up to an instant. */
  async until(instant: InstantText): Promise<void> {
    for (;;) {
      await this.settle();
      const next = await this.ports.dueIndex.next();
      if (next === null || next > instant) break;
      if (next <= instantText(this.clock.now())) throw new Error(`a timer of ${next} stays`);
      this.clock.moveTo(Temporal.Instant.from(next));
    }
    this.clock.moveTo(Temporal.Instant.from(instant));
    await this.settle();
  }

  async tell({ debtId }: Owed, command: DebtCommand): Promise<void> {
    this.#causes += 1;
    const causationId = derivedId('world', this.#causes);
    await this.#log.transact({ actor: 'policy:world', causationId, correlationId: causationId }, (unit) =>
      unit.execute(debt, debtId, command),
    );
  }

  async events() {
    return (await this.ports.store.readAll({ after: null, limit: 1_000_000 })).events;
  }

  get log(): EventLog {
    return this.#log;
  }
}
