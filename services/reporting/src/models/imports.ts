import type { InstantText, Uuid } from '@cauce/kernel';
import { type Change, projection, type Reported } from '../projection/projection.ts';

export type ImportBody = {
  importId: Uuid;
  mapping: string | null;
  startedAt: InstantText | null;
  completedAt: InstantText | null;
  rows: number;
  accepted: number;
  created: number;
  changed: number;
  unchanged: number;
  closed: number;
  rejected: number;
  /** Rejected rows by code. */
  rejects: { [code: string]: number };
};

const begun = (importId: Uuid): ImportBody => ({
  importId,
  mapping: null,
  startedAt: null,
  completedAt: null,
  rows: 0,
  accepted: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  closed: 0,
  rejected: 0,
  rejects: {},
});

const altering = (importId: Uuid, alter: (body: ImportBody) => ImportBody): Change<ImportBody> => ({
  id: importId,
  fold: (before) => ({ body: alter(before?.body ?? begun(importId)), keys: {} }),
});

const rejected = ({ data: { importId, code } }: Reported<'RowRejected'>) =>
  altering(importId, (body) => ({
    ...body,
    rejects: { ...body.rejects, [code]: (body.rejects[code] ?? 0) + 1 },
  }));

const completed = ({ data, effectiveAt }: Reported<'ImportCompleted'>) =>
  altering(data.importId, (body) => ({ ...body, ...data, completedAt: effectiveAt }));

/** One document per import that changed or rejected something. */
export const imports = projection<ImportBody>(
  { name: 'imports', version: 1, indexes: [] },
  { RowRejected: (event) => [rejected(event)], ImportCompleted: (event) => [completed(event)] },
);
