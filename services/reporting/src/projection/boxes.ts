import type { EventEnvelope, SealedBox } from '@cauce/contracts';
import type { Json, Uuid } from '@cauce/kernel';
import type { Sealer } from '@cauce/runtime';

/** A sealed box with the place in the log that it is bound to: it opens from there, for as long as its key exists. */
export type Box = { stream: string; revision: number; subject: Uuid; keyId: string; box: string };

/** Personal fields of one person. */
export type Fields = Readonly<Record<string, unknown>>;

/** What stands where a person was erased. */
export const ERASED = '[erased]';

const placed = ({ stream, revision }: EventEnvelope, { subject, keyId, box }: SealedBox): Box => ({
  stream,
  revision,
  subject,
  keyId,
  box,
});

/** The box of an event about a person, null when it has none. */
export const boxAbout = (event: EventEnvelope, subject: Uuid): Box | null => {
  const found = event.sealed.find((one) => one.subject === subject);
  return found ? placed(event, found) : null;
};

const isBox = (value: Json): value is Box =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && 'box' in value && 'keyId' in value;

const boxesIn = (value: Json, found: Box[] = []): Box[] => {
  if (value === null || typeof value !== 'object') return found;
  if (isBox(value)) found.push(value);
  else for (const inner of Object.values(value)) boxesIn(inner, found);
  return found;
};

const replaced = (value: Json, fields: ReadonlyMap<Json, unknown>): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (fields.has(value)) return fields.get(value);
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, fields));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, fields)]));
};

/** Opens boxes that documents hold. */
export class Opener {
  private readonly sealer: Sealer;

  constructor(sealer: Sealer) {
    this.sealer = sealer;
  }

  /** The fields in a box, null where the person was erased. */
  async open({ stream, revision, subject, keyId, box }: Box): Promise<Fields | null> {
    const opened = await this.sealer.open({ stream, revision, sealed: [{ subject, keyId, box }] });
    return opened.get(subject) ?? null;
  }

  /** A value with the fields of every box in its place, or `[erased]`. */
  async openAll(value: Json): Promise<unknown> {
    const boxes = boxesIn(value);
    if (boxes.length === 0) return value;
    const fields = new Map<Json, unknown>();
    for (const box of boxes) fields.set(box, (await this.open(box)) ?? ERASED);
    return replaced(value, fields);
  }
}
