import type { ContactRequested, NewEvent, NewEventOf } from '@cauce/contracts';
import { derivedId, type InstantText, type Uuid, type Zone } from '@cauce/kernel';
import { type Decided, type Given, given } from '@cauce/testing';
import type { Debt } from '../debt/state.ts';
import { standard } from '../strategy/strategy.ts';
import { nextWake, type TreatmentCommand, type TreatmentFacts } from '../treatment/decide.ts';
import type { Treatment, TreatmentEvent } from '../treatment/state.ts';
import { treatment } from '../treatment/treatment.ts';
import { creditorId, debtorId } from './samples.ts';

type Request = NewEventOf<typeof ContactRequested>['data'];

/** Follows one treatment through the calendar and writes down what it decides, in the local time of its debtor. */
export class Diary {
  /** "2026-03-11 09:30 D+1", "… skips D-3: before_placement", "… gives up D+7". */
  readonly lines: string[] = [];
  readonly requests: (Request & { readonly requestId: Uuid })[] = [];
  /** Contacts that were sent. */
  readonly sent: Uuid[] = [];
  debts: readonly Debt[];
  now: InstantText = '2026-01-01T00:00:00.000Z';
  #given: Given<Treatment, TreatmentCommand, TreatmentEvent> = given(treatment);
  #revision = -1;
  readonly #zones: readonly Zone[];
  readonly #languages: Readonly<Record<Uuid, string>>;
  readonly #names: ReadonlyMap<Uuid, string>;

  constructor(
    debts: Readonly<Record<string, Debt>>,
    {
      zones = ['America/Bogota'],
      languages = {},
    }: { zones?: readonly Zone[]; languages?: Record<Uuid, string> } = {},
  ) {
    this.debts = Object.values(debts);
    this.#names = new Map(Object.entries(debts).map(([name, { debtId }]) => [debtId, name]));
    this.#zones = zones;
    this.#languages = languages;
  }

  get facts(): TreatmentFacts {
    const { now, debts, sent } = this;
    return {
      debtorId,
      creditorId,
      now,
      zones: this.#zones,
      debts,
      languages: this.#languages,
      sent: [...sent],
      strategy: standard,
    };
  }

  get state(): Treatment {
    return this.#given.state;
  }

  /** Wakes the treatment at an instant. */
  wake(now: InstantText): this {
    this.now = now;
    return this.#take(this.#given.at(now).when({ kind: 'wake', facts: this.facts }));
  }

  /** Wakes it whenever it wants, as long as that is not after an instant. */
  until(last: InstantText): this {
    for (let next = nextWake(this.facts, this.state); next !== null && next <= last; ) {
      this.wake(next);
      next = nextWake(this.facts, this.state);
    }
    this.now = last;
    return this;
  }

  /** The gate puts off the last request, or some debts of another. */
  deferred(notBefore: InstantText, request = this.requests.at(-1), debtIds?: readonly Uuid[]): this {
    if (!request) throw new Error('nothing was asked for');
    const { contactId, requestId, items } = request;
    return this.#take(
      this.#given.at(this.now).when({
        kind: 'replan',
        debtorId,
        creditorId,
        contactId,
        requestId,
        notBefore,
        debtIds: debtIds ?? items.map(({ debtId }) => debtId),
      }),
    );
  }

  /** What is true of a debt from now on. */
  change(name: string, told: Partial<Debt>): this {
    this.debts = this.debts.map((one) => (this.#names.get(one.debtId) === name ? { ...one, ...told } : one));
    return this;
  }

  #take({ events, after }: Decided<Treatment, TreatmentCommand, TreatmentEvent>): this {
    for (const event of events) {
      this.#revision += 1;
      this.#write(event);
    }
    this.#given = after;
    return this;
  }

  #write({ type, data }: NewEvent): void {
    if (type === 'ContactRequested') {
      const request = data as Request;
      this.requests.push({ ...request, requestId: derivedId('given', 'treatment-given', this.#revision) });
      this.lines.push(
        `${this.#local(request.plannedFor)} ${request.items.map((item) => this.#say(item)).join(' ')}`,
      );
    }
    const { step, debtId, reason, items } = data as {
      step: string;
      debtId: Uuid;
      reason: string;
      items: Request['items'];
    };
    if (type === 'StepSkipped')
      this.lines.push(`${this.#local(this.now)} skips ${this.#say({ step, debtId })}: ${reason}`);
    if (type === 'ContactSuperseded') {
      this.lines.push(`${this.#local(this.now)} gives up ${items.map((item) => this.#say(item)).join(' ')}`);
    }
  }

  #say({ debtId, step }: { debtId: Uuid; step: string }): string {
    return this.#names.size > 1 ? `${this.#names.get(debtId)}:${step}` : step;
  }

  #local(instant: InstantText): string {
    const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(this.#zones[0] ?? 'UTC');
    return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  }
}
