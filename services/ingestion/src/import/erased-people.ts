import type { DebtorRegistered, EventOf } from '@cauce/contracts';
import { erasure, identityDocument, type Portfolio } from '@cauce/domain';
import type { Uuid } from '@cauce/kernel';
import type { Core } from '@cauce/runtime';
import { booksOf } from './books.ts';

const PAGE = 5_000;
/** Longer cells are no document or obligation. */
const LONGEST = 64;
/** What a file may write as the number of an instalment. */
const INSTALMENT = /^\d{1,3}$/;

interface Known {
  readonly people: ReadonlySet<Uuid>;
  readonly debts: ReadonlySet<Uuid>;
  /** Kinds of documents that the erased had: with a number they give an id again. */
  readonly kinds: readonly (readonly [country: string, type: string])[];
  readonly books: readonly Portfolio[];
}

/**
 * Recognises erased people in a line that could not be read: a cell that is the document of one, the obligation of a
 * debt of one, or the code or name of an advisor leads to the same id as before. Nothing of them is kept for it.
 */
export class ErasedPeople {
  private known: Promise<Known> | null = null;

  constructor(private readonly core: Pick<Core, 'ids' | 'log' | 'store'>) {}

  /** Whether a line's cells name somebody who was erased. */
  async namedIn(cells: readonly string[]): Promise<boolean> {
    this.known ??= this.find();
    const known = await this.known;
    if (known.people.size === 0) return false;
    const texts = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell.length <= LONGEST);
    const instalments = ['', ...new Set(texts.filter((text) => INSTALMENT.test(text)))];
    return (
      texts.some((text) => this.isDocument(text, known) || this.isDebt(text, instalments, known)) ||
      cells.some((cell, at) => this.isStaff(cell.trim(), cells[at + 1]?.trim() ?? '', known))
    );
  }

  /** Advisors and supervisors are known by their code, or by first name and surname, which stand side by side. */
  private isStaff(text: string, next: string, { people, books }: Known): boolean {
    if (text === '') return false;
    const named = { givenName: text, ...(next === '' ? {} : { surname: next }) };
    return books.some(({ creditorId }) =>
      [{ givenName: '', code: text }, named].some((staff) =>
        people.has(this.core.ids.staff(creditorId, staff)),
      ),
    );
  }

  private isDocument(text: string, { people, kinds, books }: Known): boolean {
    return kinds.some(([country, documentType]) => {
      const document = identityDocument(country, documentType, text);
      if (!document.ok) return false;
      const person = { country, documentType, documentNumber: document.value.number };
      return books.some(({ creditorId }) => people.has(this.core.ids.person(person, creditorId)));
    });
  }

  private isDebt(text: string, instalments: readonly string[], { debts, books }: Known): boolean {
    return books.some(({ creditorId, code }) =>
      instalments.some((instalment) => debts.has(this.core.ids.debt(creditorId, code, text, instalment))),
    );
  }

  private async find(): Promise<Known> {
    const { log, store } = this.core;
    const people = new Set<Uuid>();
    for await (const stream of store.streams(erasure.category)) {
      const id = stream.slice(erasure.category.length + 1);
      if ((await log.load(erasure, id)).status === 'erased') people.add(id);
    }
    if (people.size === 0) return { people, debts: new Set(), kinds: [], books: [] };
    const kinds = new Map<string, readonly [string, string]>();
    for (const id of people) {
      const [event] = await store.read(`contact-${id}`, { limit: 1 });
      if (event?.type !== 'DebtorRegistered') continue;
      const { country, documentType } = (event as EventOf<typeof DebtorRegistered>).data;
      kinds.set(`${country}|${documentType}`, [country, documentType]);
    }
    return {
      people,
      debts: await this.debtsOf(people),
      kinds: [...kinds.values()],
      books: await booksOf(this.core),
    };
  }

  private async debtsOf(people: ReadonlySet<Uuid>): Promise<ReadonlySet<Uuid>> {
    const debts = new Set<Uuid>();
    for (let after: string | null = null; ; ) {
      const page = await this.core.store.readAll({ after, limit: PAGE, categories: ['debt'] });
      for (const { type, data } of page.events) {
        const { debtId, debtorId } = data as { debtId: Uuid; debtorId: Uuid };
        if (type === 'DebtPlaced' && people.has(debtorId)) debts.add(debtId);
      }
      if (page.atEnd) return debts;
      after = page.next;
    }
  }
}
