export * from './hashing.ts';
export * from './ids.ts';
export * from './json.ts';
export * from './money.ts';
export * from './result.ts';
export * from './sealing.ts';
export * from './sms-text.ts';
export * from './time.ts';
