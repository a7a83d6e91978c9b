import type { PortfolioInput, StaffInput } from '@cauce/domain';
import { COUNTRIES, type Country } from './countries.ts';

/** What a book lends for, and how much is owed: the amount in the middle and its spread (deviation of its logarithm). */
export interface Product {
  readonly name: string;
  /** Whole units of the book's currency. */
  readonly middle: number;
  readonly spread: number;
  /** Tax on fees. */
  readonly taxRate: number;
}

export interface Book {
  readonly country: Country;
  readonly terms: Required<Omit<PortfolioInput, 'agency' | 'identification'>> &
    Pick<PortfolioInput, 'identification'>;
  /** Smallest amount that is written, in minor units: nobody owes half a peso. */
  readonly unit: number;
  readonly products: readonly Product[];
  readonly legalOnly: boolean;
  readonly advisors: readonly StaffInput[];
  readonly supervisor: StaffInput;
}

interface BookPlan {
  readonly creditor: string;
  readonly code: string;
  readonly country: Country;
  readonly currency: string;
  readonly unit: number;
  readonly pay: string;
  readonly phone: string;
  /** Where the law of the book asks messages to say who writes. */
  readonly identification?: string;
  readonly products: readonly Product[];
  readonly collector?: 'first_party';
  readonly debtKind?: 'commercial';
}

const product = (name: string, middle: number, spread: number, taxRate: number): Product => ({
  name,
  middle,
  spread,
  taxRate,
});

const BANK = 'Banco Quillay';
const STORE = 'Almacenes Jacarandá';
const NETWORK = 'Redes Copihue';

const PLANS: readonly BookPlan[] = [
  {
    creditor: BANK,
    code: 'QUILLAY-CO-CONSUMO',
    country: 'CO',
    currency: 'COP',
    unit: 100_00,
    pay: 'PSE en pagos.quillay.example o en cualquier oficina de Banco Quillay, con su referencia de pago',
    phone: '+576015550101',
    products: [
      product('Tarjeta de crédito', 1_450_000, 0.7, 0.19),
      product('Crédito de libre inversión', 4_200_000, 0.6, 0.19),
    ],
  },
  {
    creditor: BANK,
    code: 'QUILLAY-CO-VIVIENDA',
    country: 'CO',
    currency: 'COU',
    unit: 1,
    pay: 'PSE en pagos.quillay.example; el valor en pesos es el de la UVR del día del pago',
    phone: '+576015550102',
    products: [product('Crédito de vivienda en UVR', 3_900, 0.4, 0)],
  },
  {
    creditor: BANK,
    code: 'QUILLAY-PE-CONSUMO',
    country: 'PE',
    currency: 'PEN',
    unit: 1,
    pay: 'Banca por internet de Banco Quillay o agentes, con el código de pago',
    phone: '+5116150103',
    products: [
      product('Tarjeta de crédito', 1_300, 0.6, 0.18),
      product('Préstamo personal', 3_400, 0.6, 0.18),
    ],
  },
  {
    creditor: BANK,
    code: 'QUILLAY-CL-HIPOTECARIO',
    country: 'CL',
    currency: 'CLF',
    unit: 1,
    pay: 'Transferencia o sucursal de Banco Quillay; el valor en pesos es el de la UF del día del pago',
    phone: '+56225550104',
    products: [product('Dividendo hipotecario', 14, 0.4, 0)],
  },
  {
    creditor: STORE,
    code: 'JACARANDA-MX-TIENDA',
    country: 'MX',
    currency: 'MXN',
    unit: 1,
    pay: 'SPEI o caja de cualquier tienda Jacarandá, con el número de cuenta',
    phone: '+525555500105',
    identification:
      'Agencia Cauce, Calle Encino 14, 06000 Ciudad de México, +525555500105; quejas: UNE de Almacenes Jacarandá, +525555500106',
    products: [
      product('Tarjeta de tienda', 6_200, 0.7, 0.16),
      product('Crédito de muebles', 11_500, 0.5, 0.16),
    ],
  },
  {
    creditor: STORE,
    code: 'JACARANDA-CO-TIENDA',
    country: 'CO',
    currency: 'COP',
    unit: 100_00,
    pay: 'Cajas de Almacenes Jacarandá o PSE en pagos.jacaranda.example',
    phone: '+576015550106',
    products: [product('Tarjeta Jacarandá', 820_000, 0.7, 0.19)],
  },
  {
    creditor: STORE,
    code: 'JACARANDA-CL-TIENDA',
    country: 'CL',
    currency: 'CLP',
    unit: 10,
    pay: 'Cajas de Almacenes Jacarandá o transferencia en pagos.jacaranda.example',
    phone: '+56225550107',
    products: [product('Tarjeta Jacarandá', 310_000, 0.7, 0.19)],
  },
  {
    creditor: NETWORK,
    code: 'COPIHUE-CL-SERVICIO',
    country: 'CL',
    currency: 'CLP',
    unit: 10,
    pay: 'pagos.copihue.example o transferencia, con su número de cliente',
    phone: '+56225550108',
    products: [product('Cuenta de internet', 42_000, 0.5, 0.19), product('Plan móvil', 24_000, 0.4, 0.19)],
    collector: 'first_party',
  },
  {
    creditor: NETWORK,
    code: 'COPIHUE-PE-EMPRESAS',
    country: 'PE',
    currency: 'PEN',
    unit: 1,
    pay: 'Transferencia a la cuenta recaudadora de Redes Copihue, con el número de factura',
    phone: '+5116150109',
    products: [product('Factura de enlace dedicado', 5_200, 0.6, 0.18)],
    collector: 'first_party',
    debtKind: 'commercial',
  },
];

/** Invented people of the agency; the same names work every book, under codes of their own. */
const ADVISORS = [
  ['Paula', 'Cisneros'],
  ['Andrés', 'Villalobos'],
  ['Marisol', 'Tapia'],
  ['Iván', 'Garzón'],
] as const;

const staffOf = ({ code, phone }: BookPlan, at: number, givenName: string, surname: string): StaffInput => ({
  code: `${code}-${at}`,
  givenName,
  surname,
  phone,
});

const bookOf = (plan: BookPlan): Book => {
  const { creditor, code, country, currency, pay, phone, unit, products } = plan;
  return {
    country,
    unit,
    products,
    legalOnly: plan.debtKind === 'commercial',
    terms: {
      creditor,
      code,
      jurisdiction: country,
      zone: COUNTRIES[country].zone,
      currency,
      collector: plan.collector ?? 'third_party',
      debtKind: plan.debtKind ?? 'consumer',
      language: 'es',
      howToPay: pay,
      contact: phone,
      ...(plan.identification ? { identification: plan.identification } : {}),
    },
    advisors: ADVISORS.map(([given, surname], index) => staffOf(plan, index + 1, given, surname)),
    supervisor: staffOf(plan, 9, 'Leonor', 'Urrutia'),
  };
};

/** The books of the sample: three creditors, four countries, six currencies. */
export const BOOKS: readonly Book[] = PLANS.map(bookOf);

/** In how many hundredths of the debtors a country has its share; first books weigh more than second ones. */
export const COUNTRY_SHARES: readonly (readonly [country: Country, share: number])[] = [
  ['CO', 0.4],
  ['MX', 0.2],
  ['PE', 0.18],
  ['CL', 0.22],
];
