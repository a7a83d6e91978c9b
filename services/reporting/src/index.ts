export * from './errors.ts';
export * from './models/index.ts';
export * from './projection/index.ts';
export * from './queries/ageing.ts';
export * from './queries/models.ts';
