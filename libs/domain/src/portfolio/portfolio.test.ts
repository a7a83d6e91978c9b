import { PortfolioChanged, PortfolioOpened } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { creditorId, portfolioId } from '../testing/samples.ts';
import { missingTerms, portfolio } from './portfolio.ts';

const terms = { jurisdiction: 'CO', zone: 'America/Bogota', currency: 'COP' };
const stated = { creditor: 'Banco Andino', code: 'consumo' };
const described = (told: object) => ({ portfolioId, creditorId, stated: { ...stated, ...told } });
const opened = PortfolioOpened.make({
  portfolioId,
  creditorId,
  ...stated,
  ...terms,
  collector: 'third_party',
  debtKind: 'consumer',
  language: 'es',
  howToPay: 'Banco Andino',
  contact: 'Banco Andino',
  agency: null,
  identification: null,
});

describe('a portfolio', () => {
  it('opens with what is said of it and the defaults', () => {
    given(portfolio).when(described(terms)).gives(opened);
  });

  it('keeps the agency that collects it', () => {
    const agency = 'Cobranzas del Sur';
    given(portfolio)
      .when(described({ ...terms, agency }))
      .gives(PortfolioOpened.make({ ...opened.data, agency }))
      .when(described({ agency: 'Cobranzas del Norte' }))
      .gives(PortfolioChanged.make({ portfolioId, changes: { agency: 'Cobranzas del Norte' } }))
      .when(described(terms))
      .changesNothing();
  });

  it.each(['jurisdiction', 'zone', 'currency'] as const)('does not open without %s', (name) => {
    const { [name]: _, ...rest } = terms;
    given(portfolio).when(described(rest)).changesNothing();
    expect(missingTerms({ ...stated, ...rest })).toBe(name);
  });

  it('changes only by what is said otherwise', () => {
    given(portfolio, opened).when(described(terms)).changesNothing();
    given(portfolio, opened).when(described({})).changesNothing();
    const after = given(portfolio, opened)
      .when(described({ ...terms, zone: 'America/Lima', contact: 'ayuda@banco.example' }))
      .gives(
        PortfolioChanged.make({
          portfolioId,
          changes: { zone: 'America/Lima', contact: 'ayuda@banco.example' },
        }),
      );
    expect(after.state).toEqual({ ...opened.data, zone: 'America/Lima', contact: 'ayuda@banco.example' });
  });
});
