import { contact } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRig, type Rig } from './testing/rig.ts';

const STAFF = 'Nombre asesor,Apellido asesor,Tel asesor,Nombre supervisor,Apellido supervisor';
const CUSTOMER_HEADER = 'Tipo de documento,Número de documento,Nombre,Apellido,Celular_1,Correo_1';
const CUSTOMERS = `${CUSTOMER_HEADER}\nCC,1030000001,Ana,Paz,3001234567,ana@correo.example\n`;
const withStaff = (staff: string) =>
  `${CUSTOMER_HEADER},${STAFF}\nCC,1030000001,Ana,Paz,3001234567,ana@correo.example,${staff}\n`;
const PAYABLES =
  'Tipo de documento,Número de documento,ID orden de pago,Monto,Moneda,Fecha de vencimiento\nCC,1030000001,OP-1,1000,COP,10/02/2026\n';
const PAYMENTS = 'ID orden de pago,Monto pagado,Fecha de pago,ID pago\nOP-1,400,20/02/2026,PG-1\n';
const FILES = { customers: CUSTOMERS, payables: PAYABLES, payments: PAYMENTS };

const ORDERS: readonly (keyof typeof FILES)[][] = [
  ['customers', 'payables', 'payments'],
  ['customers', 'payments', 'payables'],
  ['payables', 'customers', 'payments'],
  ['payables', 'payments', 'customers'],
  ['payments', 'customers', 'payables'],
  ['payments', 'payables', 'customers'],
];

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const take = (text: string) => rig.take(text, 'moonflow');

/** The sealed names of whoever works for Ana. */
const team = async () => {
  const person = { country: 'CO', documentType: 'CC', documentNumber: '1030000001' };
  const creditorId = rig.core.ids.creditor('moonflow');
  const state = await rig.core.log.load(contact, rig.core.ids.person(person, creditorId));
  const assignment = state?.advisors[creditorId];
  const event = (await rig.events('AdvisorAssigned')).at(-1);
  if (!assignment || !event) return null;
  const opened = await rig.core.log.sealer.open(event);
  return {
    advisor: opened.get(assignment.advisorId),
    supervisor: assignment.supervisorId ? opened.get(assignment.supervisorId) : null,
  };
};

describe('the three files of Moonflow', () => {
  it.each(ORDERS.map((order) => [order.join(', '), order] as const))('%s', async (_name, order) => {
    for (const name of order) expect(await take(FILES[name])).toMatchObject({ rejected: 0, accepted: 1 });
    const [received] = await rig.events('PaymentReceived');
    expect(received?.data).toMatchObject({ amount: 40_000, allocation: { principal: 40_000 } });
    expect(await rig.events('DebtPlaced')).toHaveLength(1);
    const early = order.indexOf('payments') < order.indexOf('payables') ? 1 : 0;
    expect(await rig.events('PaymentUnmatched')).toHaveLength(early);
    expect(await rig.events('PaymentMatched')).toHaveLength(early);
    const described = (await rig.events('DebtorRegistered', 'DebtorChanged')).at(-1);
    expect(await rig.opened(described)).toMatchObject({ givenName: 'Ana', surname: 'Paz' });
    for (const name of order) expect(await take(FILES[name])).toMatchObject({ rejected: 0, events: 0 });
  });
});

describe('the trailing columns of the customers', () => {
  const CARLA = { givenName: 'Carla', surname: 'Díaz', phone: '+573151112233' };
  const PEDRO = { givenName: 'Pedro', surname: 'León' };

  it('are read by position; a file without them changes nothing', async () => {
    expect(await take(withStaff('Carla,Díaz,3151112233,Pedro,León'))).toMatchObject({ rejected: 0 });
    expect(await team()).toEqual({ advisor: CARLA, supervisor: PEDRO });
    expect(await take(CUSTOMERS)).toMatchObject({ rejected: 0, events: 0 });
    expect(await take(withStaff('Carla,Díaz,3151112233,Pedro,León'))).toMatchObject({ events: 0 });
  });

  it('keep what is assigned where a cell is blank', async () => {
    await take(withStaff('Carla,Díaz,3151112233,Pedro,León'));
    for (const blank of [',,,,', 'Carla,Díaz,,Pedro,León', 'Carla,Díaz,3151112233,,', ',,,Pedro,León'])
      expect(await take(withStaff(blank))).toMatchObject({ rejected: 0, events: 0 });
    await take(withStaff('Luis,Mora,,,'));
    expect(await team()).toEqual({ advisor: { givenName: 'Luis', surname: 'Mora' }, supervisor: PEDRO });
    await take(withStaff(',,,Rosa,Ruiz'));
    expect(await team()).toEqual({
      advisor: { givenName: 'Luis', surname: 'Mora' },
      supervisor: { givenName: 'Rosa', surname: 'Ruiz' },
    });
  });
});
