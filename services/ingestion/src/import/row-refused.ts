import type { IntakeRow } from '@cauce/domain';

/** A row that cannot be taken as things stand. */
export class RowRefused extends Error {
  constructor(
    /** What the row is about, and its field, as mappings name it; "" for the whole row. */
    readonly kind: IntakeRow['kind'],
    readonly field: string,
    readonly value: string,
    /** Stable code, then words. */
    readonly reason: string,
  ) {
    super(reason);
  }
}
