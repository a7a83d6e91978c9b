/**
 * Batches that an import has decided on and does not yet know to be appended. While the log copies its write-ahead log
 * into its file, it appends nothing for about as long as two of them take to decide.
 */
export const MOST_AHEAD = 3;
