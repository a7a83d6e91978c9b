export * from './definition.ts';
export * from './envelope.ts';
