import { type Portfolio, portfolio } from '@cauce/domain';
import type { Core } from '@cauce/runtime';

/** Every portfolio of the folder: some dozens. */
export const booksOf = async ({ log, store }: Pick<Core, 'log' | 'store'>): Promise<readonly Portfolio[]> => {
  const books: Portfolio[] = [];
  for await (const stream of store.streams(portfolio.category)) {
    const book = await log.load(portfolio, stream.slice(portfolio.category.length + 1));
    if (book) books.push(book);
  }
  return books;
};
