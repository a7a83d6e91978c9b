export { FolderHeldError, type FolderHolder } from './folder-lock.ts';
export { type Folder, type FolderOptions, openSqliteFolder } from './open-folder.ts';
export { rewrapFolder } from './rewrap.ts';
