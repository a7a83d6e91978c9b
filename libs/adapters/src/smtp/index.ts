export * from './fate.ts';
export * from './gateway.ts';
export { openMailbox } from './mailbox.ts';
export * from './sandbox.ts';
export { isLoopback, type MailServer } from './server.ts';
