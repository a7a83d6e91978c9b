export type * from './context.ts';
export * from './lint.ts';
export * from './render.ts';
export * from './standard/index.ts';
export { ITEM_TAGS, MESSAGE_TAGS } from './tags.ts';
export type * from './template.ts';
