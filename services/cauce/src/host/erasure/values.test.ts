import { describe, expect, it } from '@jest/globals';
import { tellsOf } from './values.ts';

const values = new Map(
  Object.entries({
    documentNumber: ['1098765432', '12345678-5'],
    givenName: ['Ana'],
    surname: ['García'],
    secondSurname: ['Peña'],
    obligation: ['N-1', 'OBXX-1', '70413', '12'],
    instalment: ['1', '2026'],
    value: ['+573104567891', 'ana@correo.example', 'Carrera 93 # 17-45'],
    reference: ['TRANSFERENCIA'],
  }).map(([field, those]) => [field, new Set(those)]),
);
const tells = tellsOf(values);

describe('whether a line tells of a person', () => {
  it.each([
    [['CC 1.098.765.432']],
    [['1098765432-ZZ']],
    [['CC1098765432']],
    [['12.345.678']],
    [['310 456 7891']],
    [['57 310 456 7891 (casa)']],
    [['ANA@CORREO.EXAMPLE']],
    [['CARRERA 93 # 17 45 apto 2']],
    [['n-1', '100']],
    [['OBXX 1']],
    [['70413', 'x']],
    [['x', 'García Ana']],
    [['ANA', 'GARCIA']],
    [['Peña', 'Ana']],
  ])('yes: %j', (cells) => expect(tells(cells)).toBe(true));

  it.each([
    [['1']],
    [['12']],
    [['2026', '1']],
    [['Ana']],
    [['García', 'Pedro']],
    [['Ana', 'López', 'Pedro', 'García']],
    [['Banana Garcíaz']],
    [['OBXX-10', 'XOBXX-1']],
    [['704130', '70413.50']],
    [['10987654321']],
    [['transferencia']],
    [['0456789']],
    [['']],
  ])('no: %j', (cells) => expect(tells(cells)).toBe(false));

  it('finds nobody by no value', () => expect(tellsOf(new Map())(['1', ''])).toBe(false));
});
