export * from './fate.ts';
export * from './gateway.ts';
export type * from './mailbox.ts';
export type * from './mime.ts';
export type * from './provider-desk.ts';
export * from './sandbox.ts';
export * from './sqlite-mailbox.ts';
