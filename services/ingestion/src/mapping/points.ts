import { type ContactChannel, emailOf, type PointInput, phoneOf } from '@cauce/domain';
import { POINTS } from './fields.ts';
import type { Findings } from './findings.ts';
import { type Cells, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { contactChannel, countryOf } from './words.ts';

type Kind = keyof typeof POINTS;
type Draft = Pick<PointInput, 'kind' | 'value' | 'country' | 'region' | 'postalCode'>;

const PARTS = ['', 'Label', 'Source', 'Channels', 'Country', 'City', 'Region', 'PostalCode'] as const;
/** The columns of one contact point that a file has; "" is the point itself. */
type Parts = { readonly [name in (typeof PARTS)[number]]?: Source };

/** Channels that a cell names ("sms, whatsapp"); a word that is none leaves the point out: nobody authorised it. */
const channelsIn = (
  source: Source | undefined,
  cells: Cells,
  findings: Findings,
): readonly ContactChannel[] | undefined | 'unclear' => {
  const text = textIn(source, cells);
  if (text === undefined) return undefined;
  const channels = text
    .split(/[,;|/+]/)
    .filter((word) => word.trim() !== '')
    .map(contactChannel);
  const known = channels.filter((channel) => channel !== undefined);
  if (known.length === channels.length) return [...new Set(known)];
  findings.warn(
    source,
    text,
    'INVALID_CHANNELS: not all of them are channels, so the contact point was left out',
  );
  return 'unclear';
};

const CALLING_CODE = /^\+?[0-9]{1,3}$/;

const phone = (
  parts: Parts,
  text: string,
  cells: Cells,
  country: string,
  findings: Findings,
): Draft | undefined => {
  const own = textIn(parts.Country, cells);
  const international = own !== undefined && CALLING_CODE.test(own);
  const written =
    international && !text.startsWith('+') ? `+${own.replace('+', '')}${text.replace(/\D/g, '')}` : text;
  const number = phoneOf(written, own === undefined || international ? country : (countryOf(own) ?? country));
  if (number.ok) return { kind: 'phone', value: number.value };
  return findings.warn(parts[''], text, `${number.error}; it was left out`);
};

const email = (
  parts: Parts,
  text: string,
  _cells: Cells,
  _country: string,
  findings: Findings,
): Draft | undefined => {
  const address = emailOf(text);
  if (address.ok) return { kind: 'email', value: address.value };
  return findings.warn(parts[''], text, `${address.error}; it was left out`);
};

const postal = (parts: Parts, text: string, cells: Cells, country: string): Draft => {
  const own = textIn(parts.Country, cells);
  const city = textIn(parts.City, cells);
  const region = textIn(parts.Region, cells)?.toUpperCase();
  const postalCode = textIn(parts.PostalCode, cells);
  const line = text.replace(/\s+/g, ' ');
  return {
    kind: 'postal',
    value: city === undefined ? line : `${line}, ${city}`,
    country: (own === undefined ? undefined : countryOf(own)) ?? country,
    ...(region && { region }),
    ...(postalCode && { postalCode }),
  };
};

const DRAFTS = { phone, email, address: postal } as const;

/** Reads one contact point; a wrong one is left out with a warning: the others may do. */
const pointReader = (kind: Kind, value: Source, parts: Parts) => {
  const draftOf = DRAFTS[kind];
  return (cells: Cells, country: string, findings: Findings): PointInput | undefined => {
    const text = value.read(cells);
    if (text === '') return undefined;
    const draft = draftOf(parts, text, cells, country, findings);
    const channels = channelsIn(parts.Channels, cells, findings);
    if (!draft || channels === 'unclear') return undefined;
    const label = textIn(parts.Label, cells);
    const source = textIn(parts.Source, cells);
    return { ...draft, ...(label && { label }), ...(source && { source }), ...(channels && { channels }) };
  };
};

/** Reads the contact points of the person whose fields have a prefix; one given twice counts once. */
export const pointsReader = (
  sources: Sources,
  prefix: string,
): ((cells: Cells, country: string, findings: Findings) => PointInput[]) => {
  const readers = (['email', 'phone', 'address'] as const).flatMap((kind) =>
    Array.from({ length: POINTS[kind] }, (_unused, index) => {
      const part = (name: string) => sources.get(`${prefix}.${kind}${index + 1}${name}`);
      const parts: Parts = Object.fromEntries(PARTS.map((name) => [name, part(name)]));
      return parts[''] ? [pointReader(kind, parts[''], parts)] : [];
    }).flat(),
  );
  return (cells, country, findings) => {
    const points: PointInput[] = [];
    for (const reader of readers) {
      const point = reader(cells, country, findings);
      if (point && !points.some((other) => other.kind === point.kind && other.value === point.value))
        points.push(point);
    }
    return points;
  };
};
