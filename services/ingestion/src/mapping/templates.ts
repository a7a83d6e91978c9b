import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from '../files/xlsx-write.ts';
import { REQUIRED_FIELDS } from './fields.ts';
import type { FieldSource, Mapping, RecordSpec } from './schema.ts';

export type TemplateLanguage = 'es' | 'en';

/** A template as rows: the header and an example, and the page that explains each column. */
export interface Template {
  /** "debts", "payments": the record of the mapping. */
  readonly record: string;
  readonly table: readonly (readonly string[])[];
  readonly help: readonly (readonly string[])[];
}

const WORDS = {
  es: {
    column: 'Columna',
    needed: 'Obligatoria',
    meaning: 'Qué es',
    example: 'Ejemplo',
    also: 'También se entiende',
    yes: 'sí',
    one: 'una de',
    sheet: 'Ayuda',
  },
  en: {
    column: 'Column',
    needed: 'Needed',
    meaning: 'What it is',
    example: 'Example',
    also: 'Also understood',
    yes: 'yes',
    one: 'one of',
    sheet: 'Help',
  },
} as const;

const RECORD_NAMES: Readonly<Record<TemplateLanguage, Readonly<Record<string, string>>>> = {
  es: { debts: 'deudas', payments: 'pagos' },
  en: {},
};

/** The header of a field in a language: mappings name the Spanish one first, then the English one. */
const headerOf = (spec: FieldSource, language: TemplateLanguage): string =>
  spec.from?.[language === 'en' && spec.from.length > 1 ? 1 : 0] ?? '';

const neededWord = (record: RecordSpec, field: string, language: TemplateLanguage): string => {
  const choices = REQUIRED_FIELDS[record.rows[0]?.kind ?? 'debt'].find((names) => names.includes(field));
  if (!choices) return '';
  const headers = choices
    .flatMap((name) => record.fields?.[name] ?? [])
    .map((spec) => headerOf(spec, language));
  return headers.length > 1 ? `${WORDS[language].one}: ${headers.join(', ')}` : WORDS[language].yes;
};

/** The templates of a documented mapping, one for each record. */
export const templatesOf = (mapping: Mapping, language: TemplateLanguage): Template[] =>
  mapping.records.map((record) => {
    const fields = Object.entries(record.fields ?? {}).filter(([, spec]) => spec.help !== undefined);
    const words = WORDS[language];
    return {
      record: RECORD_NAMES[language][record.name] ?? record.name,
      table: [
        fields.map(([, spec]) => headerOf(spec, language)),
        fields.map(([, spec]) => spec.example ?? ''),
      ],
      help: [
        [words.column, words.needed, words.meaning, words.example, words.also],
        ...fields.map(([name, spec]) => {
          const header = headerOf(spec, language);
          const others = spec.from?.filter((other) => other !== header) ?? [];
          return [
            header,
            neededWord(record, name, language),
            spec.help?.[language] ?? '',
            spec.example ?? '',
            others.join(', '),
          ];
        }),
      ],
    };
  });

const writeText = async (path: string, text: string): Promise<void> => {
  const out = createWriteStream(path);
  out.end(text);
  await finished(out);
};

/** Writes the templates of a mapping into a folder: .csv with a byte order mark (Excel asks for it) and .xlsx with its help. */
export const writeTemplates = async (mapping: Mapping, folder: string): Promise<string[]> => {
  const written: string[] = [];
  for (const language of ['es', 'en'] as const) {
    for (const { record, table, help } of templatesOf(mapping, language)) {
      const base = join(folder, `${mapping.name}-${record}-${language}`);
      await writeText(
        `${base}.csv`,
        `\ufeff${stringify(
          table.map((row) => [...row]),
          { record_delimiter: '\r\n' },
        )}`,
      );
      const widths = (table[0] ?? []).map((header) => Math.max(12, header.length + 2));
      await writeXlsx(`${base}.xlsx`, [
        { name: record, rows: table, widths },
        { name: WORDS[language].sheet, rows: help, widths: [30, 20, 80, 26, 30] },
      ]);
      written.push(`${base}.csv`, `${base}.xlsx`);
    }
  }
  return written;
};
