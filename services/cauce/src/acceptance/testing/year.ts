import { MemoryGateway } from '@cauce/adapters/memory';
import { AddressNoted, ContactPointAdded, PortfolioChanged } from '@cauce/contracts';
import { Importer } from '@cauce/ingestion';
import { addDays, derivedId, type InstantText, startOfDay } from '@cauce/kernel';
import { type PackFile, readPacks } from '@cauce/rule-packs';
import { EventLog, type Ids, VirtualClock } from '@cauce/runtime';
import { type Book, History, type Owed, type Someone } from '@cauce/testing';
import { openFolder } from '../../host/folder.ts';
import { startHost } from '../../host/host.ts';
import { play } from '../../simulate/run.ts';

const FIRST_DAY = '2026-01-05';
const MONTHS = 12;

/** A debtor of a jurisdiction with a debt, and the book that it is in. */
export interface Member {
  readonly someone: Someone;
  readonly owed: Owed;
  readonly book: Book;
}

const countryOf = ({ jurisdiction, members }: PackFile): string => members?.[0] ?? jurisdiction.slice(0, 2);

/** A year of one folder: debtors of every jurisdiction there is a pack for, placed month by month. */
export class Year {
  private readonly books = new Map<string, Book>();
  private readonly members: Member[] = [];

  private constructor(
    private readonly history: History,
    private readonly ids: Ids,
    private readonly debtors: number,
  ) {}

  /** Plays it in a new folder; gives its last instant and who was in it. */
  static async play(dir: string, debtors: number): Promise<{ end: InstantText; members: readonly Member[] }> {
    const clock = new VirtualClock(Temporal.Instant.from(startOfDay(FIRST_DAY, 'UTC')));
    const folder = await openFolder({ dir, clock });
    const { core } = folder;
    const host = await startHost(folder, ({ channel }) => new MemoryGateway({ clock, channel }));
    try {
      const log = new EventLog(core.store, core.log.sealer, clock);
      const year = new Year(new History(log, clock, core.ids), core.ids, debtors);
      const id = derivedId('year');
      const importer = new Importer(core, id, { actor: 'policy:year', causationId: id, correlationId: id });
      let end = startOfDay(FIRST_DAY, 'UTC');
      for (let month = 0; month < MONTHS; month += 1) {
        const day = addDays(FIRST_DAY, Math.round((month * 365) / MONTHS));
        await year.month(month, day);
        end = startOfDay(addDays(FIRST_DAY, Math.round(((month + 1) * 365) / MONTHS)), 'UTC');
        await play({ host, clock, importer, rows: [], until: end });
      }
      return { end, members: year.members };
    } finally {
      await host.stop();
      await folder.close();
    }
  }

  /** Those who come in one month, and what becomes of those who are there. */
  private async month(month: number, day: string): Promise<void> {
    const packs = readPacks().filter(({ members }) => !members?.includes('*'));
    for (let n = month; n < this.debtors; n += MONTHS) {
      const pack = packs[n % packs.length];
      if (pack) await this.place(n, pack, day);
    }
    for (const [at, { owed, book, someone }] of this.members.entries()) {
      const turn = (at * 7 + month) % 29;
      // Learned today, true since last week: what was decided meanwhile stands on what was known then.
      const effectiveAt = startOfDay(addDays(day, -7), book.zone);
      if (turn === 3) await this.history.pays(owed, 1_000, { effectiveAt });
      if (turn === 5) await this.history.pays(owed, 9_000, { effectiveAt, settles: true });
      if (turn === 6) await Year.optsOut(this.history, this.ids, someone, effectiveAt);
      if (turn === 7) await Year.moves(this.history, someone, `${at}-${month}`, book.zone, []);
    }
    const [first] = this.books.values();
    if (first && month === 6) await this.changeZone(first);
  }

  private async place(n: number, pack: PackFile, day: string): Promise<void> {
    const country = countryOf(pack);
    const zone = pack.zones[n % pack.zones.length] ?? 'UTC';
    const book = await this.book(`Banco ${pack.jurisdiction}`, country, zone);
    const someone = await this.history.debtor(n, country);
    if (n % 3 > 0) await Year.moves(this.history, someone, 'first', zone, [pack.jurisdiction]);
    const [dueDate, placedOn] = n % 2 ? [addDays(day, 10), day] : [addDays(day, -20), day];
    const debt = { minor: 10_000, dueDate, placedOn };
    const owed = await this.history.debt(book, someone, { obligation: `O-${n}`, ...debt });
    this.members.push({ someone, owed, book });
    // A second creditor of the same person: the caps hold across both.
    if (n % 5 === 0) {
      const other = await this.book(`Tienda ${pack.jurisdiction}`, country, zone);
      const second = await this.history.debt(other, someone, { obligation: `P-${n}`, ...debt });
      this.members.push({ someone, owed: second, book: other });
    }
  }

  private async book(creditor: string, jurisdiction: string, zone: string): Promise<Book> {
    const known = this.books.get(creditor);
    if (known) return known;
    // Shops say nothing of themselves: where the law asks for it they are refused.
    const said = creditor.startsWith('Banco') ? { identification: `${creditor}, Calle 1` } : {};
    const book = await this.history.book({ creditor, jurisdiction, zone, ...said });
    this.books.set(creditor, book);
    return book;
  }

  /** An address on file, with the zone and the regions that it tells. */
  static moves(
    history: History,
    { debtorId }: Someone,
    name: string,
    zone: string,
    regions: string[],
  ): Promise<void> {
    const added = ContactPointAdded.make(
      {
        debtorId,
        pointId: derivedId('year', 'point', debtorId, name),
        kind: 'postal',
        label: null,
        source: null,
        channels: ['letter'],
        regions,
        zones: [zone],
      },
      { personal: [{ subject: debtorId, fields: { value: `Calle ${name}` } }] },
    );
    return history.append('contact', debtorId, added);
  }

  /** Somebody wants no more messages at their mailbox. */
  static optsOut(
    history: History,
    ids: Ids,
    { debtorId, email: value }: Someone,
    effectiveAt: InstantText,
  ): Promise<void> {
    const pointId = ids.point({ kind: 'email', value });
    const noteId = derivedId('year', 'opt-out', pointId);
    const noted = { pointId, debtorId, noteId, kind: 'address_opt_out' } as const;
    return history.append('address', pointId, AddressNoted.make(noted, { effectiveAt }));
  }

  private changeZone({ portfolioId }: Book): Promise<void> {
    const changes = { zone: 'Europe/Lisbon' };
    return this.history.append('portfolio', portfolioId, PortfolioChanged.make({ portfolioId, changes }));
  }
}
