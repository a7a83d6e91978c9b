import type { OperationName } from '../../operations/index.ts';
import type { Described } from './described.ts';
import { INTAKE } from './intake.ts';
import { REPORTS } from './reports.ts';
import { UPKEEP } from './upkeep.ts';

/** Every operation in words; the compiler sees to it that none is missing. */
export const DESCRIBED: { readonly [N in OperationName]: Described } = { ...INTAKE, ...REPORTS, ...UPKEEP };
