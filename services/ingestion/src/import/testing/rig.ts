import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { RecordedEvent } from '@cauce/contracts';
import { openTestCore, type TestCore } from '@cauce/runtime/testing';
import { type RejectedLine, writeRejects } from '../../files/rejects.ts';
import { type TempFolder, tempFolder } from '../../files/testing/temp.ts';
import { loadMapping } from '../../mapping/catalog.ts';
import type { Mapping } from '../../mapping/schema.ts';
import { type ImportOptions, importFile, type RejectSink } from '../import-file.ts';
import type { ImportReport } from '../report.ts';

type Settings = Partial<Pick<ImportOptions, 'portfolio' | 'dryRun' | 'yes'>>;

/** An empty folder in memory, files beside it, and the importer over both. */
export interface Rig extends TestCore {
  readonly folder: TempFolder;
  /** Writes a file and imports it under a mapping, ready or given. */
  take(text: string, mapping?: string | Mapping, settings?: Settings): Promise<ImportReport>;
  takeFile(path: string, mapping?: string | Mapping, settings?: Settings): Promise<ImportReport>;
  /** What is sealed in an event, of all subjects. */
  opened(event: RecordedEvent | undefined): Promise<Record<string, unknown>>;
}

/** Lines turned away, written beside the file. */
const rejectsBeside = (folder: TempFolder, source: string): RejectSink => ({
  async open(importId, file) {
    const kept: RejectedLine[] = [];
    const path = folder.path(`${importId}${extname(source)}`);
    return {
      async add({ line, cells }, rejects) {
        kept.push({ line, cells, rejects });
      },
      async close() {
        if (kept.length === 0) return null;
        await writeRejects(path, file, Readable.from(kept));
        return path;
      },
    };
  },
});

let files = 0;

export const openRig = async (now?: string): Promise<Rig> => {
  const test = await openTestCore(now);
  const folder = tempFolder();
  const takeFile: Rig['takeFile'] = async (path, mapping = 'cauce', settings = {}) =>
    importFile(test.core, {
      path,
      mapping: typeof mapping === 'string' ? await loadMapping(mapping) : mapping,
      actor: 'policy:test',
      rejects: rejectsBeside(folder, path),
      ...settings,
    });
  return {
    ...test,
    folder,
    takeFile,
    take: (text, mapping, settings) => {
      files += 1;
      const path = folder.path(`file-${files}.csv`);
      writeFileSync(path, text);
      return takeFile(path, mapping, settings);
    },
    opened: async (event) => {
      const boxes = event ? await test.core.log.sealer.open(event) : new Map();
      return Object.assign({}, ...[...boxes.values()].filter((fields) => fields !== null));
    },
    close: async () => {
      await test.close();
      folder[Symbol.dispose]();
    },
  };
};

/** Rows as a file whose header is every field that one of them has. */
export const csvOf = (rows: readonly Readonly<Record<string, string>>[]): string => {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return `${[headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\n')}\n`;
};

/** A row of the mapping `cauce` with some cells changed. */
export const debtRow = (changes: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  creditor: 'B',
  portfolio: 'P',
  jurisdiction: 'CO',
  zone: 'America/Bogota',
  currency: 'COP',
  obligation: 'O1',
  due_date: '2026-02-10',
  placed_on: '2026-02-01',
  principal: '1000',
  document_type: 'CC',
  document_number: '1030000001',
  given_name: 'Ana',
  surname: 'Paz',
  phone_1: '3001234567',
  email_1: 'ana@correo.example',
  ...changes,
});

export const paymentRow = (changes: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  creditor: 'B',
  portfolio: 'P',
  obligation: 'O1',
  amount: '100',
  paid_at: '2026-02-20',
  ...changes,
});
