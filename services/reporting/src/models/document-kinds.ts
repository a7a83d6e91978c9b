import { type Draft, projection, type Reported } from '../projection/projection.ts';

export type DocumentKindBody = { country: string; documentType: string };

const seen = ({
  data: { country, documentType },
}: Reported<'DebtorRegistered'> | Reported<'DebtorChanged'>) => {
  const id = `${country}|${documentType}`;
  return [
    {
      id,
      fold: (before: Draft<DocumentKindBody> | undefined) =>
        before ?? { body: { country, documentType }, keys: {} },
    },
  ];
};

/** The few pairs of country and document type in use: with them a bare document number leads to its debtor's id. */
export const documentKinds = projection<DocumentKindBody>(
  { name: 'document-kinds', version: 1, indexes: [] },
  { DebtorRegistered: seen, DebtorChanged: seen },
);
