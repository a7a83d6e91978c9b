import { expect, it } from '@jest/globals';
import { asksToStop } from './asks-to-stop.ts';

it.each([
  ...[
    'BAJA',
    'baja.',
    'Baja por favor',
    'STOP',
    'Stop!',
    'ALTO',
    'salir',
    'No más',
    'no mas mensajes gracias, ya',
  ],
  ...['UNSUBSCRIBE', 'opt out', 'Opt-out', 'Não quero', 'SAIR', 'quit', 'Dar de baja mi número por favor'],
])('"%s" asks to stop', (text) => {
  expect(asksToStop(text)).toBe(true);
});

it.each([
  ...['', '123', 'Ya pagué', 'Cancelar', 'mañana pago', 'alto interés el que me cobran', 'no'],
  'stop calling me at work but write to me whenever you like',
])('"%s" does not', (text) => {
  expect(asksToStop(text)).toBe(false);
});
