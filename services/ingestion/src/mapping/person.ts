import { identityDocument, type PersonInput } from '@cauce/domain';
import type { Findings } from './findings.ts';
import { pointsReader } from './points.ts';
import { type Cells, needed, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { countryOf, languageOf, personKind, zoneOf } from './words.ts';

/** A field whose text must mean something where it is given: a wrong one rejects the line. */
const understood = <T>(
  source: Source | undefined,
  cells: Cells,
  findings: Findings,
  of: (text: string) => T | undefined,
  wrong: string,
): T | undefined => {
  const text = textIn(source, cells);
  if (text === undefined) return undefined;
  return of(text) ?? findings.reject(source, text, wrong);
};

/** What makes a person without a document somebody: whose party it is, and which. */
export interface Fallback {
  readonly type: string;
  readonly number: string;
}

/**
 * Reads the person whose fields have a prefix. `country` is the portfolio's, for what says no other.
 * A wrong document, country, kind or zone rejects the line: without knowing who it is and what the time is there,
 * nobody can be contacted lawfully. A wrong language or contact point is left out with a warning.
 */
export const personReader = (sources: Sources, prefix: string) => {
  const at = (name: string): Source | undefined => sources.get(`${prefix}.${name}`);
  const names = ['givenName', 'surname', 'secondSurname', 'legalName'] as const;
  const [givenName, surname, secondSurname, legalName] = names.map(at);
  const [type, number, country, kind, zone, language] = [
    at('documentType'),
    at('documentNumber'),
    at('country'),
    at('kind'),
    at('zone'),
    at('language'),
  ];
  const points = pointsReader(sources, prefix);

  const isNamed = (cells: Cells): boolean =>
    [number, givenName, legalName].some((source) => textIn(source, cells) !== undefined);

  const read = (
    cells: Cells,
    portfolioCountry: string,
    findings: Findings,
    fallback?: Fallback,
  ): PersonInput | undefined => {
    const where =
      understood(country, cells, findings, countryOf, 'INVALID_COUNTRY: write a country code, CO') ??
      portfolioCountry;
    const nameless = fallback !== undefined && textIn(number, cells) === undefined;
    const typeText = nameless ? fallback.type : needed(type, cells, findings);
    const numberText = nameless ? fallback.number : needed(number, cells, findings);
    const declared = understood(kind, cells, findings, personKind, 'INVALID_KIND: write natural or legal');
    const zoneText = understood(
      zone,
      cells,
      findings,
      zoneOf,
      'UNKNOWN_ZONE: write an IANA time zone, America/Bogota',
    );
    const spoken = textIn(language, cells);
    const tongue =
      spoken === undefined
        ? undefined
        : (languageOf(spoken) ??
          findings.warn(language, spoken, 'INVALID_LANGUAGE: not a language code; it was left out'));
    const reached = points(cells, where, findings);
    if (typeText === undefined || numberText === undefined) return undefined;
    if (where === '')
      return findings.reject(country, '', 'MISSING_VALUE: the country of the document is not known');
    const document = identityDocument(where, typeText, numberText);
    if (!document.ok) return findings.reject(number, numberText, document.error);
    const company = textIn(legalName, cells);
    const given = textIn(givenName, cells);
    const holder =
      declared ??
      (company !== undefined && given === undefined ? 'legal' : (document.value.holder ?? 'natural'));
    const name = nameOf(holder, company, given, textIn(surname, cells), textIn(secondSurname, cells));
    return {
      kind: holder,
      country: where,
      documentType: document.value.type,
      documentNumber: document.value.number,
      ...name,
      ...(tongue && { language: tongue }),
      ...(zoneText && { zone: zoneText }),
      points: reached,
    };
  };
  return { isNamed, read };
};

const nameOf = (
  holder: 'natural' | 'legal',
  company?: string,
  given?: string,
  surname?: string,
  second?: string,
) => {
  if (holder === 'legal') {
    const whole = company ?? [given, surname, second].filter(Boolean).join(' ');
    return whole === '' ? {} : { legalName: whole };
  }
  const first = given ?? company;
  return {
    ...(first && { givenName: first }),
    ...(surname && { surname }),
    ...(second && { secondSurname: second }),
  };
};
