import { describe, expect, it } from '@jest/globals';
import { loadMapping, readyMappings } from './catalog.ts';
import { MappingError, parseMapping } from './parse-mapping.ts';

const errorsOf = (yaml: string): readonly string[] => {
  try {
    parseMapping(yaml, 'test.yml');
    return [];
  } catch (error) {
    if (error instanceof MappingError) return error.errors;
    throw error;
  }
};

const RECORDS =
  'records:\n  - name: a\n    rows: [{kind: payment, fields: {amount: [Monto, Amount], obligation: Id, paidAt: {from: Fecha, dates: D/M/Y}}}]\n';

describe('parseMapping', () => {
  it('takes short and long forms of a field', () => {
    const mapping = parseMapping(`name: x\nversion: 1\nmode: delta\n${RECORDS}`, 'test.yml');
    expect(mapping.records[0]?.rows[0]?.fields).toEqual({
      amount: { from: ['Monto', 'Amount'] },
      obligation: { from: ['Id'] },
      paidAt: { from: ['Fecha'], dates: 'D/M/Y' },
    });
  });

  it('names every error of the shape at once, with its path', () => {
    const errors = errorsOf(
      `name: X Y\nversion: 0\nmode: full\nfile: {decimal: ";", colour: red}\n${RECORDS}`,
    );
    expect(errors).toHaveLength(5);
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\/name: /),
        expect.stringMatching(/^\/version: /),
        '/mode: use one of ["delta","snapshot"]',
        '/file/colour: is not known here; remove it or correct its name',
        '/file/decimal: use one of [".",","]',
      ]),
    );
  });

  it('names unknown fields, two ways at once, and a portfolio constant that is none', () => {
    expect(
      errorsOf(
        'name: x\nversion: 1\nmode: delta\nrecords:\n  - name: a\n    trailing: [nobody]\n    fields: {colour: C}\n    rows: [{kind: payment, when: dueDate, fields: {amount: {value: "1", from: A}, obligation: {values: {a: b}}}}]\n',
      ),
    ).toEqual([
      expect.stringMatching(/^\/records\/0\/fields\/colour: is no field/),
      expect.stringMatching(/^\/records\/0\/trailing: nobody/),
      expect.stringMatching(/^\/records\/0\/rows\/0\/fields\/amount: give only one/),
      expect.stringMatching(/^\/records\/0\/rows\/0\/fields\/obligation: give one of/),
      expect.stringMatching(/^\/records\/0\/rows\/0\/when: dueDate/),
    ]);
    expect(errorsOf(`name: x\nversion: 1\nmode: delta\nportfolio: {colour: red}\n${RECORDS}`)).toEqual([
      expect.stringMatching(/^\/portfolio\/colour: /),
    ]);
  });

  it('says where YAML itself is wrong', () =>
    expect(errorsOf('name: [')).toEqual([expect.stringMatching(/line 1/)]));

  it.each([101, 50_000])('says that a mapping nests too deep: %i levels', (levels) =>
    expect(errorsOf(`name: ${'['.repeat(levels)}${']'.repeat(levels)}`)).toEqual([
      'it nests more than 100 levels deep',
    ]),
  );

  it('takes no mapping that holds itself', () =>
    expect(errorsOf('&a [*a, *a]')).toEqual(['it nests more than 100 levels deep']));

  it('knows the ready mappings, and says so where a name is unknown', async () => {
    expect(readyMappings()).toEqual(['cauce', 'ibm-ar', 'moonflow']);
    await expect(loadMapping('nada')).rejects.toThrow(/ready ones: cauce, ibm-ar, moonflow/);
  });
});
