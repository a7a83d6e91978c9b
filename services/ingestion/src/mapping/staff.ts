import { phoneOf, type StaffInput } from '@cauce/domain';
import type { Findings } from './findings.ts';
import { type Cells, textIn } from './readers.ts';
import type { Source, Sources } from './source.ts';

/**
 * Reads an advisor or supervisor. Blank cells say nothing: they are left out, and what is assigned stays.
 * One of whom the file gives the code alone is called by the code; a wrong phone is left out with a warning.
 */
export const staffReader = (sources: Sources, prefix: 'advisor' | 'supervisor') => {
  const at = (name: string): Source | undefined => sources.get(`${prefix}.${name}`);
  const [code, givenName, surname, phone, whatsapp] = [
    at('code'),
    at('givenName'),
    at('surname'),
    at('phone'),
    at('whatsapp'),
  ];

  const number = (
    source: Source | undefined,
    cells: Cells,
    country: string,
    findings: Findings,
  ): string | undefined => {
    const text = textIn(source, cells);
    if (text === undefined) return undefined;
    const found = phoneOf(text, country);
    return found.ok ? found.value : findings.warn(source, text, `${found.error}; it was left out`);
  };

  return (cells: Cells, country: string, findings: Findings): StaffInput | undefined => {
    const [id, family] = [textIn(code, cells), textIn(surname, cells)];
    const given = textIn(givenName, cells) ?? id;
    if (given === undefined) {
      return family === undefined
        ? undefined
        : findings.warn(
            surname,
            family,
            `INCOMPLETE_NAME: the ${prefix} has no first name; the assignment was left as it is`,
          );
    }
    const [called, messaged] = [
      number(phone, cells, country, findings),
      number(whatsapp, cells, country, findings),
    ];
    return {
      ...(id && { code: id }),
      givenName: given,
      ...(family && { surname: family }),
      ...(called && { phone: called }),
      ...(messaged && { whatsapp: messaged }),
    };
  };
};
