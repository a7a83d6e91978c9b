import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from './catalogue/index.ts';
import { decodeEvent, type EventEnvelope, encodeEvent } from './envelope.ts';
import { upcast } from './upcast.ts';

const folder = join(import.meta.dirname, '../golden');
const golden = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

interface EncodedGolden {
  readonly envelope: EventEnvelope;
  readonly bytes: string;
  readonly sha256: string;
}
const envelopes: readonly EncodedGolden[] = golden('envelope.json');
const envelope = (type: string, version: number, data: unknown): EventEnvelope => {
  const [first] = envelopes;
  if (!first) throw new Error('envelope.json is empty');
  return { ...first.envelope, type, version, data };
};

/** Every type and version there ever was: "DebtPlaced.v1.json". */
const shipped = [...catalogue.values()].flatMap(({ type, version }) =>
  Array.from({ length: version }, (_, older) => ({
    type,
    version: older + 1,
    file: `${type}.v${older + 1}.json`,
  })),
);

describe('golden files', () => {
  it('are those of every version of every type, and no others', () => {
    const found = readdirSync(folder).filter((name) => name !== 'envelope.json');
    expect(found.sort()).toEqual(shipped.map(({ file }) => file).sort());
  });

  it.each(shipped)('$file becomes the present version and passes its schema', ({ type, version, file }) => {
    const now = upcast(envelope(type, version, golden(file)));
    const definition = catalogue.get(type);
    expect(now.version).toBe(definition?.version);
    expect(definition?.problems(now.data)).toEqual([]);
  });

  it.each(shipped)('$file without its first field is not valid', ({ type, version, file }) => {
    const [first = '', ...rest] = Object.entries(golden(file));
    const now = upcast(envelope(type, version, Object.fromEntries(rest)));
    expect(first).not.toBe('');
    expect(catalogue.get(type)?.problems(now.data)).not.toEqual([]);
  });
});

/** What is personal is sealed: these names never stand in the readable part of an event. */
const PERSONAL = [
  ...['documentNumber', 'givenName', 'surname', 'secondSurname', 'legalName', 'value', 'phone', 'whatsapp'],
  ...['to', 'subject', 'text', 'html', 'obligation', 'debtorReference', 'paymentReference', 'reference'],
];

describe('the readable part of every event', () => {
  const namesIn = (value: unknown): string[] =>
    value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);

  it.each([...catalogue.values()])('$type declares no personal field', ({ schema }) => {
    expect(namesIn(schema).filter((name) => PERSONAL.includes(name))).toEqual([]);
  });
});

describe('the reason that version 1 said in the clear', () => {
  it.each(['HoldPlaced', 'ErasureRequested'])('of %s is shown no more', (type) => {
    const before = envelope(type, 1, golden(`${type}.v1.json`));
    expect(before.data).toHaveProperty('reason');
    expect(upcast(before).data).not.toHaveProperty('reason');
  });
});

describe('the canonical bytes', () => {
  it.each(envelopes)(
    'of $envelope.type are those on file, with their SHA-256',
    ({ envelope, bytes, sha256 }) => {
      const encoded = encodeEvent(envelope);
      expect(encoded.bytes.toString('utf8')).toBe(bytes);
      expect(encoded.hash).toBe(sha256);
    },
  );

  it.each(envelopes)('of $envelope.type give the event again', ({ envelope, bytes, sha256 }) => {
    expect(decodeEvent(Buffer.from(bytes), '7', sha256)).toEqual({
      ...envelope,
      position: '7',
      hash: sha256,
    });
  });

  it('do not depend on the order in which an envelope was built', () => {
    for (const { envelope, bytes } of envelopes) {
      const backwards = Object.fromEntries(Object.entries(envelope).reverse()) as typeof envelope;
      expect(encodeEvent(backwards).bytes.toString('utf8')).toBe(bytes);
    }
  });

  it('chain: each event carries the hash of the one before it', () => {
    const [first, second] = envelopes;
    expect(first?.envelope.prev).toBe('0'.repeat(64));
    expect(second?.envelope.prev).toBe(first?.sha256);
  });
});
