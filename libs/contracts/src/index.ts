export * from './catalogue/index.ts';
export * from './definition.ts';
export * from './envelope.ts';
export * from './outgoing.ts';
export * from './upcast.ts';
