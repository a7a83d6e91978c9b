export * from './eventually.ts';
export * from './test-core.ts';
