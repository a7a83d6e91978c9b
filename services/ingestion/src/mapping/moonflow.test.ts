import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { writeRejects } from '../files/rejects.ts';
import { tempFolder } from '../files/testing/temp.ts';
import { writeXlsx } from '../files/xlsx-write.ts';
import { loadMapping } from './catalog.ts';
import { debtorsOf, debtsOf, mapAll, paymentsOf } from './testing/map.ts';

const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
const moonflow = await loadMapping('moonflow');

const CUSTOMER =
  'Nombre,Apellido,Tipo de documento,Número de documento,Celular_1,Celular_1 código país,Correo';
const ANA = 'Ana,Rojas,CC,1020304050,3001234567,57,ana@correo.example';
const customers = (header: string, ...rows: string[]) =>
  mapAll(folder.write('customers.csv', `${[header, ...rows].join('\n')}\n`), moonflow);
const STAFF = {
  advisor: { givenName: 'Carla', surname: 'Díaz', phone: '+573151112233' },
  supervisor: { givenName: 'Pedro', surname: 'León' },
};

describe('the moonflow mapping', () => {
  it('tells customers, payables and payments apart by their headers', async () => {
    expect((await customers(CUSTOMER, ANA)).file.record).toBe('customers');
    const payables = await mapAll(
      folder.write(
        'op.csv',
        'ID OP;Tipo ID;Número ID Fiscal;Monto;Intereses;Descuentos;Fecha de vencimiento;Moneda\nOP-1;CC;1020304050;500000;1500.50;1000;31/01/2026;COP\n',
      ),
      moonflow,
    );
    expect(payables.file).toMatchObject({ record: 'payables', notes: [] });
    expect(debtsOf(payables.rows)).toMatchObject([
      {
        obligation: 'OP-1',
        dueDate: '2026-01-31',
        balance: { principal: 49_900_000, interest: 150_050 },
        debtor: { documentType: 'CC', documentNumber: '1020304050', points: [] },
      },
    ]);
    const payments = await mapAll(
      folder.write(
        'pay.csv',
        'ID OP,Número de documento,Monto,Fecha de pago,ID pago\nOP-1,1020304050,250000,15/02/2026,P-9\n',
      ),
      moonflow,
    );
    expect(payments.file).toMatchObject({ record: 'payments', notes: [] });
    expect(paymentsOf(payments.rows)).toMatchObject([
      { obligation: 'OP-1', amount: 25_000_000, currency: 'COP', paidAt: '2026-02-15', reference: 'P-9' },
    ]);
  });

  it('takes for a payment only what is one', async () => {
    const told = ['Pago', 'PAGO', '', 'Verificado', 'Pago a verificar', 'No verificado', 'Compromiso de pago']
      .concat(['Ajuste', 'Anulación', 'Trueque'])
      .map((type, at) => `OP-1,100,15/02/2026,P-${at},${type}`);
    const { rows, rejects, file } = await mapAll(
      folder.write(
        'types.csv',
        `${['ID OP,Monto,Fecha de pago,ID pago,Tipo de novedad', ...told].join('\n')}\n`,
      ),
      moonflow,
    );
    expect(file.notes).toEqual([]);
    expect(paymentsOf(rows).map(({ reference }) => reference)).toEqual(['P-0', 'P-1', 'P-2', 'P-3']);
    expect(rejects.map(({ line, column, value }) => [line, column, value])).toEqual([
      [6, 'Tipo de novedad', 'Pago a verificar'],
      [7, 'Tipo de novedad', 'No verificado'],
      [8, 'Tipo de novedad', 'Compromiso de pago'],
      [9, 'Tipo de novedad', 'Ajuste'],
      [10, 'Tipo de novedad', 'Anulación'],
      [11, 'Tipo de novedad', 'Trueque'],
    ]);
    const codes = rejects.map(({ reason }) => reason.split(':')[0]);
    expect(codes).toEqual([...Array(5).fill('NOT_A_PAYMENT'), 'UNKNOWN_MOVEMENT']);
  });

  it('lets a pending balance decide, zero included', async () => {
    const { rows } = await mapAll(
      folder.write(
        'sp.csv',
        'ID OP,Tipo ID,Número ID Fiscal,Monto,Intereses,Saldo pendiente,Fecha de vencimiento\n1,CC,1020304050,900,50,300,1/2/2026\n2,CC,1020304050,900,0,0,1/2/2026\n',
      ),
      moonflow,
    );
    expect(debtsOf(rows).map(({ balance }) => balance)).toEqual([
      { principal: 25_000, interest: 5_000, fees: 0, tax: 0 },
      { principal: 0, interest: 0, fees: 0, tax: 0 },
    ]);
  });

  it.each([
    'nombre_asesor,apellido_asesor,telefono_asesor,nombre_supervisor,apellido_supervisor',
    'Nombre,Apellido,Teléfono,Nombre,Apellido',
    'V,W,X,Y,Z',
    ',,,,',
  ])('reads the trailing columns by position under the headers "%s"', async (headers) => {
    const { rows, rejects, file } = await customers(
      `${CUSTOMER},${headers}`,
      `${ANA},Carla,Díaz,3151112233,Pedro,León`,
      `${ANA.replace('1020304050', '1020304051')},,,,,`,
    );
    expect(rejects).toEqual([]);
    expect(file.notes).toEqual([expect.stringMatching(/^POSITIONAL_COLUMNS: /)]);
    const [assigned, blank] = debtorsOf(rows);
    expect(assigned).toMatchObject({
      ...STAFF,
      debtor: {
        givenName: 'Ana',
        surname: 'Rojas',
        points: [{ kind: 'email' }, { kind: 'phone', value: '+573001234567' }],
      },
    });
    expect(blank).not.toHaveProperty('advisor');
    expect(blank).not.toHaveProperty('supervisor');
  });

  it('takes a phone column of the block for the advisor where the customer has none', async () => {
    const { rows } = await customers(
      'Nombre,Tipo de documento,Número de documento,Nombre,Apellido,Teléfono,Nombre,Apellido',
      'Ana,CC,1020304050,Carla,Díaz,3151112233,Pedro,León',
    );
    expect(debtorsOf(rows)).toMatchObject([{ ...STAFF, debtor: { givenName: 'Ana', points: [] } }]);
  });

  it('leaves out a single blank cell of the block', async () => {
    const { rows, warnings } = await customers(`${CUSTOMER},V,W,X,Y,Z`, `${ANA},Carla,,,,`);
    expect(debtorsOf(rows)[0]?.advisor).toEqual({ givenName: 'Carla' });
    expect(warnings).toEqual([]);
  });

  it('loads a file without them unchanged, whatever other columns it has', async () => {
    const plain = await customers(CUSTOMER, ANA);
    expect(plain.file.notes).toEqual([]);
    const more = await customers(`Sucursal,${CUSTOMER}`, `Norte,${ANA}`);
    expect(more.rows).toEqual(plain.rows);
    expect(more.file.notes).toEqual([
      'UNKNOWN_COLUMN: column 1, "Sucursal", is not in the mapping and was not read',
    ]);
    const inside = await customers(
      CUSTOMER.replace('Celular_1,', 'Zona de venta,Celular_1,'),
      ANA.replace('3001234567', 'Norte,3001234567'),
    );
    expect(inside.rows).toEqual(plain.rows);
    const after = await customers(`${CUSTOMER},Nota,Otra`, `${ANA},a,b`);
    expect(after.rows).toEqual(plain.rows);
  });

  it('reads the same from .xlsx', async () => {
    const path = folder.path('c.xlsx');
    await writeXlsx(path, [
      {
        name: 'Clientes',
        rows: [`${CUSTOMER},V,W,X,Y,Z`.split(','), `${ANA},Carla,Díaz,3151112233,Pedro,León`.split(',')],
      },
      { name: 'Ayuda', rows: [['x']] },
    ]);
    expect(debtorsOf((await mapAll(path, moonflow)).rows)).toMatchObject([STAFF]);
  });

  it('reads its own file of rejects again, once corrected', async () => {
    const { file, lines } = await customers(
      `${CUSTOMER},V,W,X,Y,Z`,
      `${ANA.replace('1020304050', '12')},Carla,Díaz,3151112233,Pedro,León`,
    );
    const path = folder.path('rejects.csv');
    const rejected = async function* () {
      yield* lines.filter((line) => line.rejects.length > 0);
    };
    await writeRejects(path, file, rejected());
    const corrected = folder.write(
      'corrected.csv',
      readFileSync(path, 'utf8').replace('CC,12,', 'CC,1020304050,'),
    );
    const again = await mapAll(corrected, moonflow);
    expect(again.rejects).toEqual([]);
    expect(again.file.notes).toEqual(file.notes);
    expect(debtorsOf(again.rows)).toMatchObject([STAFF]);
  });

  it('takes the portfolio that the command gives', async () => {
    const path = folder.write('p.csv', `${CUSTOMER}\n${ANA}\n`);
    const { rows } = await mapAll(path, moonflow, { portfolio: { code: 'P9', jurisdiction: 'CO' } });
    expect(rows[0]?.portfolio).toMatchObject({ creditor: 'moonflow', code: 'P9' });
  });
});
