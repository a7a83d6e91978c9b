/** Debts of one book, as a file of the mapping `cauce`: first party and commercial, so that any hour is lawful. */
export const booksCsv = ({
  count,
  dueDate,
  placedOn,
  zone = 'UTC',
}: {
  readonly count: number;
  readonly dueDate: string;
  readonly placedOn: string;
  readonly zone?: string;
}): string => {
  const columns =
    'creditor,portfolio,jurisdiction,zone,collector,debt_kind,language,portfolio_currency,how_to_pay,contact,agency,' +
    'obligation,placed_on,due_date,currency,principal,balance_as_of,debtor_reference,person_kind,document_country,' +
    'document_type,document_number,legal_name,debtor_zone,email_1';
  const book = `ACME,ACME-1,US,${zone},first_party,commercial,en,USD,at acme.example,+1 555 0100,ACME`;
  const lines = Array.from({ length: count }, (_, index) => {
    const n = String(index + 1).padStart(5, '0');
    const person = `C-${n},legal,,ISSUER,C-${n},Customer ${n} Inc.,${zone},customer${n}@acme.example`;
    return `${book},INV-${n},${placedOn},${dueDate},USD,100.00,${placedOn},${person}`;
  });
  return `${[columns, ...lines].join('\n')}\n`;
};
