import { policyCreditor, policyOf, type Scope } from '@cauce/domain';
import { PackError, type PackFile, readPack } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';
import { creditorNamed } from '../arguments/creditor.ts';

/** The pack in some content. Throws PackError. */
export const packIn = (content: unknown): PackFile => {
  const read = readPack('pack', content);
  if (!read.ok) throw new PackError(read.error);
  return read.value;
};

type Named = Pick<Scope, 'debtors'>;

const scopesIn = ({ rules }: PackFile): Named[] =>
  rules.flatMap(({ appliesTo, readings = [] }) =>
    [appliesTo, ...readings.flatMap((reading) => reading.appliesTo ?? [])].flatMap((scope) => [
      scope,
      ...(scope.exceptions ?? []),
    ]),
  );

/** The same with every list of debtors replaced. */
const withDebtors = (value: unknown, idOf: (reference: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((one) => withDebtors(one, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'debtors' && Array.isArray(one)
        ? one.map((each) => idOf(String(each)))
        : withDebtors(one, idOf),
    ]),
  );
};

/**
 * The pack in some content, as it goes on the log: a policy names its creditor by name or id, and debtors by id,
 * document or reference; here they become ids, for what is personal is not written down. Throws PackError, UsageError,
 * UnknownReferenceError.
 */
export const namedPack = async ({ reporting }: App, content: unknown): Promise<PackFile> => {
  const pack = packIn(content);
  const creditor = policyCreditor(pack.jurisdiction);
  const references = new Set(scopesIn(pack).flatMap(({ debtors = [] }) => debtors));
  const ids = new Map<string, string>();
  for (const reference of references) ids.set(reference, await reporting.references.debtor(reference));
  const owner =
    creditor === null ? pack.jurisdiction : policyOf(creditorNamed(await reporting.creditors(), creditor));
  const rules = withDebtors(pack.rules, (reference) => ids.get(reference) ?? reference);
  return packIn({ ...(content as object), jurisdiction: owner, rules });
};
