export { type ChangedField, diffPacks, eachChange, type PackDiff, withPack } from './diff.ts';
export { holidaysOf } from './holidays.ts';
export { packJsonSchema } from './json-schema.ts';
export { type PackFile, type PackProblem, readPack } from './lint.ts';
export { compiled, loadPacks, ownPacks, PackError, readPackFile, readPacks, ready } from './load.ts';
export { ruleTitles } from './titles.ts';
export { type TestedPack, testPacks } from './vectors/examples.ts';
export { readVectors, VectorFileError } from './vectors/read.ts';
export { judgeAlternatives, judgeVectors } from './vectors/run.ts';
