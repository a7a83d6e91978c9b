export { type Consent, type Erasure, type ErasureCommand, erasure, mayApprove } from './erasure.ts';
export { type ErasureFacts, groundsFor } from './grounds.ts';
export { DEFAULT_RETENTION, RETENTIONS, type Retention, retainedUntil } from './retention.ts';
