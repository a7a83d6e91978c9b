import { PORTFOLIO_TERMS } from '@cauce/domain';

/** The fields that a mapping may fill, by kind of row. Their meaning is that of the intake rows of the domain. */
const PORTFOLIO = ['creditor', 'code', ...PORTFOLIO_TERMS] as const;
export type PortfolioField = (typeof PORTFOLIO)[number];
export const PORTFOLIO_FIELDS: readonly PortfolioField[] = PORTFOLIO;

/** How many phones, mails and addresses a person may have in one line. */
export const POINTS = { phone: 5, email: 5, address: 3 } as const;
const POINT_PARTS = ['', 'Label', 'Source', 'Channels'];
const EXTRA_PARTS = {
  phone: ['Country'],
  email: [],
  address: ['City', 'Region', 'PostalCode', 'Country'],
} as const;

const pointFields = (['phone', 'email', 'address'] as const).flatMap((kind) =>
  Array.from({ length: POINTS[kind] }, (_unused, index) =>
    [...POINT_PARTS, ...EXTRA_PARTS[kind]].map((part) => `${kind}${index + 1}${part}`),
  ).flat(),
);

const PERSON = [
  'kind',
  'country',
  'documentType',
  'documentNumber',
  'givenName',
  'surname',
  'secondSurname',
  'legalName',
  'language',
  'zone',
  ...pointFields,
];
const STAFF = ['code', 'givenName', 'surname', 'phone', 'whatsapp'];

/** Parties beside the debtor: prefix of their fields, and their role. */
export const PARTIES = [
  { prefix: 'guarantor', role: 'guarantor' },
  { prefix: 'guarantor2', role: 'guarantor' },
  { prefix: 'coDebtor', role: 'co_debtor' },
  { prefix: 'reference1', role: 'reference' },
  { prefix: 'reference2', role: 'reference' },
] as const;

const under = (prefix: string, names: readonly string[]): string[] =>
  names.map((name) => `${prefix}.${name}`);

const portfolio = under('portfolio', PORTFOLIO);
const debtor = [
  ...portfolio,
  ...under('debtor', PERSON),
  'debtorReference',
  ...under('advisor', STAFF),
  ...under('supervisor', STAFF),
];

export const ROW_FIELDS: Readonly<Record<'debtor' | 'debt' | 'payment', ReadonlySet<string>>> = {
  debtor: new Set(debtor),
  debt: new Set([
    ...debtor,
    ...PARTIES.flatMap(({ prefix }) => under(prefix, PERSON)),
    'obligation',
    'instalment',
    'product',
    'placedOn',
    'plannedRecall',
    'dueDate',
    'currency',
    'principal',
    'interest',
    'fees',
    'tax',
    'discount',
    'balance',
    'balanceAsOf',
    'paymentReference',
  ]),
  payment: new Set([
    ...portfolio,
    'obligation',
    'instalment',
    'reference',
    'amount',
    'currency',
    'paidAt',
    'movement',
  ]),
};

/** Without these a row cannot be made; of several in one entry, one is enough. */
export const REQUIRED_FIELDS: Readonly<
  Record<'debtor' | 'debt' | 'payment', readonly (readonly string[])[]>
> = {
  debtor: [
    ['portfolio.creditor'],
    ['portfolio.code'],
    ['debtor.documentType'],
    ['debtor.documentNumber'],
    ['debtor.country', 'portfolio.jurisdiction'],
  ],
  debt: [
    ['portfolio.creditor'],
    ['portfolio.code'],
    ['debtor.documentType'],
    ['debtor.documentNumber'],
    ['debtor.country', 'portfolio.jurisdiction'],
    ['obligation'],
    ['dueDate'],
    ['principal', 'balance'],
    ['currency', 'portfolio.currency'],
  ],
  payment: [
    ['portfolio.creditor'],
    ['portfolio.code'],
    ['obligation'],
    ['amount'],
    ['paidAt'],
    ['currency', 'portfolio.currency'],
  ],
};
