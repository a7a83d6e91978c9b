import {
  addDays,
  derivedId,
  type InstantText,
  instantOfMs,
  localDate,
  msOf,
  startOfDay,
} from '@cauce/kernel';
import type { Book, Owed, Someone } from '@cauce/testing';
import fc from 'fast-check';
import { World } from './world.ts';

export const ZONE = 'America/Bogota';
const BEGIN = '2026-03-01';
const DAYS = 50;
/** By then the last troubles are over; what is still open is withdrawn. */
export const TROUBLES_END: InstantText = startOfDay(addDays(BEGIN, DAYS + 25), ZONE);
const LAST: InstantText = startOfDay(addDays(BEGIN, DAYS + 60), ZONE);

const DEBT_DEEDS = ['pay', 'recall', 'hold', 'lift'] as const;
const PROVIDER_DEEDS = ['away', 'back', 'lose-work'] as const;

type Deed =
  | { readonly kind: 'place'; readonly debtor: number; readonly creditor: number; readonly due: number }
  | { readonly kind: (typeof DEBT_DEEDS)[number]; readonly debt: number }
  | { readonly kind: 'address'; readonly debtor: number; readonly fate: string }
  | { readonly kind: (typeof PROVIDER_DEEDS)[number] }
  | { readonly kind: 'lost-answer'; readonly taken: boolean }
  | { readonly kind: 'die'; readonly append: number; readonly logged: boolean };

/** What somebody or something does at an instant. */
interface Scene {
  readonly at: InstantText;
  readonly deed: Deed;
}

const one = fc.nat(1);
const kind = <K extends string>(...kinds: readonly K[]) => fc.constantFrom(...kinds);
const fate = fc.constantFrom('bounce', 'soft', 'reject', 'defer', 'good');

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('place'),
      debtor: one,
      creditor: one,
      due: fc.integer({ min: -20, max: 12 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind(...DEBT_DEEDS), debt: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('address'), debtor: one, fate }) },
  { weight: 2, arbitrary: fc.record({ kind: kind(...PROVIDER_DEEDS) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('lost-answer'), taken: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('die'), append: fc.nat(6), logged: fc.boolean() }) },
);

/** Midnight and the minutes around the strategy's hour are where things meet. */
const minute = fc.oneof(fc.constantFrom(0, 569, 570, 571), fc.nat(1439));

const at = fc
  .record({ day: fc.nat(DAYS), minute })
  .map((told) => instantOfMs(msOf(startOfDay(addDays(BEGIN, told.day), ZONE)) + told.minute * 60_000));

/** Up to sixteen things that happen to two debtors of two creditors within fifty days. */
export const story: fc.Arbitrary<readonly Scene[]> = fc.array(fc.record({ at, deed }), {
  minLength: 3,
  maxLength: 16,
});

export interface Played {
  readonly world: World;
  readonly people: readonly Someone[];
  readonly debts: readonly Owed[];
}

class Stage {
  readonly debts: Owed[] = [];

  constructor(
    private readonly world: World,
    private readonly books: readonly Book[],
    private readonly people: readonly Someone[],
  ) {}

  async do(deed: Deed, now: InstantText): Promise<void> {
    const { gateway } = this.world;
    switch (deed.kind) {
      case 'place':
        return this.place(deed, now);
      case 'address': {
        const someone = this.people[deed.debtor];
        if (someone) await this.world.history.email(someone, `${deed.fate}.${msOf(now)}@correo.example`);
        return;
      }
      case 'away':
      case 'back':
        return gateway.setAway(deed.kind === 'away');
      case 'lost-answer':
        return gateway.loseNextAnswer(deed.taken);
      case 'lose-work':
        return this.world.loseWork();
      case 'die':
        return this.world.dieAt(deed);
      default:
        return this.change(deed, now);
    }
  }

  private async place(deed: Extract<Deed, { kind: 'place' }>, now: InstantText): Promise<void> {
    const [book, someone] = [this.books[deed.creditor], this.people[deed.debtor]];
    if (!book || !someone) return;
    const placedOn = localDate(now, ZONE);
    const dueDate = addDays(placedOn, deed.due);
    const obligation = `O-${this.debts.length}`;
    this.debts.push(
      await this.world.history.debt(book, someone, { obligation, minor: 1_000, dueDate, placedOn }),
    );
  }

  private async change(deed: Extract<Deed, { debt: number }>, now: InstantText): Promise<void> {
    const owed = this.debts[deed.debt % Math.max(1, this.debts.length)];
    if (!owed) return;
    const holdId = derivedId('hold', owed.debtId);
    const commands = {
      pay: {
        kind: 'pay',
        paymentId: derivedId('pay', now),
        amount: 1_000,
        reference: null,
        effectiveAt: now,
      },
      recall: { kind: 'end', reason: 'recalled' },
      hold: { kind: 'hold', holdId, reason: 'dispute' },
      lift: { kind: 'lift-hold', holdId },
    } as const;
    await this.world.tell(owed, commands[deed.kind]);
  }
}

/** Plays a story to its end, long after which nothing has anything left to do. */
export const play = async (scenes: readonly Scene[]): Promise<Played> => {
  const world = new World(startOfDay(BEGIN, ZONE));
  await world.start();
  const { history } = world;
  const books = [await history.book(), await history.book({ creditor: 'Financiera Sur' })];
  const people = [await history.debtor(0), await history.debtor(1)];
  const stage = new Stage(world, books, people);
  for (const { at, deed } of scenes.toSorted((a, b) => msOf(a.at) - msOf(b.at))) {
    await world.until(at);
    await stage.do(deed, at);
  }
  world.gateway.setAway(false);
  await world.until(TROUBLES_END);
  const { debts } = stage;
  for (const owed of debts) await world.tell(owed, { kind: 'end', reason: 'withdrawn' });
  await world.until(LAST);
  return { world, people, debts };
};
