import Type from 'typebox';
import { defineEvent } from '../definition.ts';
import { id, instant, text } from './shared.ts';

const count = Type.Integer({ minimum: 0 });

/** Sealed for the import: value, reason. */
export const RowRejected = defineEvent(
  'RowRejected',
  'import',
  Type.Object({ importId: id, line: Type.Integer({ minimum: 1 }), column: Type.String(), code: text }),
);
export const ImportCompleted = defineEvent(
  'ImportCompleted',
  'import',
  Type.Object({
    importId: id,
    mapping: text,
    startedAt: instant,
    rows: count,
    accepted: count,
    created: count,
    changed: count,
    unchanged: count,
    closed: count,
    rejected: count,
  }),
);

export const importEvents = [RowRejected, ImportCompleted] as const;
