export * from './gateway.ts';
export { openSmsMailbox } from './mailbox.ts';
export * from './references.ts';
export * from './sandbox.ts';
export { parseTariff, type Tariff } from './tariff.ts';
export { senderAddress } from './text.ts';
