export * from './boxes.ts';
export * from './hash.ts';
export * from './look-ups.ts';
export * from './pages.ts';
export * from './projection.ts';
export * from './runner.ts';
