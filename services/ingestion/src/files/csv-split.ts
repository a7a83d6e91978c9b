/** The text of one record, which may run over several physical lines inside quotes. */
export interface TextRecord {
  /** Physical line where it begins, counting from 1. */
  readonly line: number;
  readonly text: string;
  /** Given up: its quotes never close, or it is too long. */
  readonly broken?: 'unclosed' | 'too long';
}

/** Longest record: what does not end within it is taken for a quote that was never closed. */
const MAX_RECORD = 1 << 18;

const QUOTE = 34;

const oddQuotes = (text: string): boolean => {
  let odd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1))
    if (text.charCodeAt(at) === QUOTE) odd = !odd;
  return odd;
};

/**
 * Cuts text into records at line ends (LF, CRLF or CR) outside quotes. Feed it piece by piece; what a record that is
 * not yet complete needs is kept, never more than MAX_RECORD and one piece.
 * A quote that does not close costs its own line only: reading goes on at the next physical line.
 */
export class RecordSplitter {
  #pending = '';
  #line = 1;
  /** Inside a physical line that is longer than any record: its end is still to be found. */
  #discarding = false;
  readonly #newline: RegExp = /\r\n|\n|\r/g;

  constructor(firstLine = 1) {
    this.#line = firstLine;
  }

  /** The records complete after this piece; `last` ends the text. */
  push(piece: string, last: boolean): TextRecord[] {
    const text = this.#pending + piece;
    const records: TextRecord[] = [];
    let start = 0;
    let line = this.#line;
    while (start < text.length) {
      const end = this.#endOfLine(text, start, last);
      if (end === undefined) {
        if (text.length - start > MAX_RECORD) {
          if (!this.#discarding)
            records.push({ line, text: text.slice(start, start + 1_000), broken: 'too long' });
          this.#discarding = true;
          start = text.length;
        }
        break;
      }
      if (this.#discarding) {
        this.#discarding = false;
        start = end.next;
        line++;
        continue;
      }
      const found = this.#record(text, start, line, end, last);
      if (found === undefined) break;
      if (found.record.text !== '') records.push(found.record);
      start = found.next;
      line += found.lines;
    }
    this.#pending = text.slice(start);
    this.#line = line;
    return records;
  }

  #endOfLine(text: string, from: number, last: boolean): { at: number; next: number } | undefined {
    this.#newline.lastIndex = from;
    const match = this.#newline.exec(text);
    if (!match) return last ? { at: text.length, next: text.length } : undefined;
    // A CR at the very end may be the first half of a CRLF.
    if (match[0] === '\r' && match.index === text.length - 1 && !last) return undefined;
    return { at: match.index, next: this.#newline.lastIndex };
  }

  /** The record that begins at `start`, whose first physical line ends at `first`; none while more text is needed. */
  #record(text: string, start: number, line: number, first: { at: number; next: number }, last: boolean) {
    const firstText = text.slice(start, first.at);
    const whole = (record: TextRecord) => ({ record, next: first.next, lines: 1 });
    if (!oddQuotes(firstText)) return whole({ line, text: firstText });
    let open = true;
    let end = first;
    let lines = 1;
    while (open) {
      const next = end.next >= text.length ? undefined : this.#endOfLine(text, end.next, last);
      if (next === undefined || next.at - start > MAX_RECORD) {
        const hopeless = last || next !== undefined || text.length - start > MAX_RECORD;
        return hopeless ? whole({ line, text: firstText, broken: 'unclosed' }) : undefined;
      }
      open = oddQuotes(text.slice(end.next, next.at)) !== open;
      end = next;
      lines++;
    }
    return { record: { line, text: text.slice(start, end.at) }, next: end.next, lines };
  }
}
