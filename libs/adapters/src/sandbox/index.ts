export * from './desk-over-http.ts';
export type * from './fate.ts';
export type * from './mailbox.ts';
export type * from './pace.ts';
export type * from './provider-desk.ts';
