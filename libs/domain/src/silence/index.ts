export * from './fate.ts';
export * from './reasons.ts';
export * from './silence.ts';
export * from './words.ts';
