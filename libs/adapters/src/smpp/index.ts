export * from './gateway.ts';
export { openSmsMailbox } from './mailbox.ts';
export * from './references.ts';
export * from './sandbox.ts';
