export * from './test-core.ts';
