export { openTable } from './files/open.ts';
export { type RejectedLine, writeRejects } from './files/rejects.ts';
export { FileError } from './files/table.ts';
export * from './import/import-file.ts';
export { Importer, type IncomingLine, type LineResult } from './import/importer.ts';
export { loadMapping, readyMappings } from './mapping/catalog.ts';
export { type MappedFile, mapFile, openMapped } from './mapping/map-file.ts';
export type { MappedLine } from './mapping/map-line.ts';
export type { Mapping } from './mapping/schema.ts';
