import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { FileError } from '../files/table.ts';
import { BAD_FILES } from '../files/testing/bad-files.ts';
import { tempFolder } from '../files/testing/temp.ts';
import { openRig, type Rig } from './testing/rig.ts';

/** What is put right by writing the line out again. */
const MENDED: ReadonlySet<string> = new Set(['RAGGED_LINE', 'UNCLOSED_QUOTE', 'INVALID_QUOTE']);

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
let rig: Rig;
afterEach(() => rig.close());

describe('an import of a bad file', () => {
  it.each(BAD_FILES.map((file) => [file.name, file] as const))(
    '%s',
    async (_name, { make, expect: expected }) => {
      rig = await openRig();
      const path = await make(folder);
      if ('error' in expected) {
        const error: unknown = await rig.takeFile(path).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(FileError);
        expect(error).toMatchObject({ code: expected.error, message: expect.not.stringContaining('\n') });
        expect(await rig.events()).toEqual([]);
        return;
      }
      const report = await rig.takeFile(path);
      expect(report.rejects.map(({ reason }) => reason.split(':')[0])).toEqual(expected.rejects);
      expect(report).toMatchObject({ accepted: expected.taken, rejected: expected.rejects.length });
      expect(await rig.events('DebtPlaced')).toHaveLength(expected.taken);
      expect(report.rejectsFile === null).toBe(expected.rejects.length === 0);
      expect((await rig.takeFile(path)).events).toBe(0);
      if (report.rejectsFile === null) return;
      // What comes back is a file of the same kind; uncorrected, it is turned away again.
      const again = await rig.takeFile(report.rejectsFile);
      expect(again.rows).toBe(expected.rejects.length);
      if (!expected.rejects.some((code) => MENDED.has(code))) expect(again.created).toBe(0);
    },
  );
});
