import { type ContactChannel, emailOf, type PointInput, phoneOf } from '@cauce/domain';
import { POINTS } from './fields.ts';
import type { Findings } from './findings.ts';
import { type Cells, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';
import { contactChannel, countryOf } from './words.ts';

type Kind = keyof typeof POINTS;
type Part = (name: string) => Source | undefined;
type Draft = Pick<PointInput, 'kind' | 'value' | 'country' | 'region' | 'postalCode'>;

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
  value: Source,
  part: Part,
  text: string,
  cells: Cells,
  country: string,
  findings: Findings,
): Draft | undefined => {
  const own = textIn(part('Country'), cells);
  const international = own !== undefined && CALLING_CODE.test(own);
  const written =
    international && !text.startsWith('+') ? `+${own.replace('+', '')}${text.replace(/\D/g, '')}` : text;
  const number = phoneOf(written, own === undefined || international ? country : (countryOf(own) ?? country));
  return number.ok
    ? { kind: 'phone', value: number.value }
    : findings.warn(value, text, `${number.error}; it was left out`);
};

const email = (value: Source, text: string, findings: Findings): Draft | undefined => {
  const address = emailOf(text);
  return address.ok
    ? { kind: 'email', value: address.value }
    : findings.warn(value, text, `${address.error}; it was left out`);
};

const postal = (part: Part, text: string, cells: Cells, country: string): Draft => {
  const own = textIn(part('Country'), cells);
  const region = textIn(part('Region'), cells)?.toUpperCase();
  const postalCode = textIn(part('PostalCode'), cells);
  const line = [text.replace(/\s+/g, ' '), textIn(part('City'), cells)].filter(Boolean).join(', ');
  const where = (own === undefined ? undefined : countryOf(own)) ?? country;
  return {
    kind: 'postal',
    value: line,
    country: where,
    ...(region && { region }),
    ...(postalCode && { postalCode }),
  };
};

/** Reads one contact point; a wrong one is left out with a warning: the others may do. */
const pointReader = (kind: Kind, value: Source, part: Part) => {
  const [label, origin, channels] = [part('Label'), part('Source'), part('Channels')];
  return (cells: Cells, country: string, findings: Findings): PointInput | undefined => {
    const text = value.read(cells);
    if (text === '') return undefined;
    const draft =
      kind === 'phone'
        ? phone(value, part, text, cells, country, findings)
        : kind === 'email'
          ? email(value, text, findings)
          : postal(part, text, cells, country);
    const allowed = channelsIn(channels, cells, findings);
    if (!draft || allowed === 'unclear') return undefined;
    const [named, from] = [textIn(label, cells), textIn(origin, cells)];
    return {
      ...draft,
      ...(named && { label: named }),
      ...(from && { source: from }),
      ...(allowed && { channels: allowed }),
    };
  };
};

/** Reads the contact points of the person whose fields have a prefix; one given twice counts once. */
export const pointsReader = (
  sources: Sources,
  prefix: string,
): ((cells: Cells, country: string, findings: Findings) => PointInput[]) => {
  const readers = (['email', 'phone', 'address'] as const).flatMap((kind) =>
    Array.from({ length: POINTS[kind] }, (_unused, index) => {
      const part: Part = (name) => sources.get(`${prefix}.${kind}${index + 1}${name}`);
      const value = part('');
      return value ? [pointReader(kind, value, part)] : [];
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
