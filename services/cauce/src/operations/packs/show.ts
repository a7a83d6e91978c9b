import {
  PACKS,
  type PackProposal,
  packProposals,
  packsInForce,
  policyCreditor,
  policyOf,
} from '@cauce/domain';
import { type InstantText, instantText } from '@cauce/kernel';
import { ownPacks, type PackFile } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';
import { UsageError } from '../../host/usage-error.ts';
import { creditorNamed } from '../arguments/creditor.ts';
import { packIn } from './named-pack.ts';

interface Known {
  /** What has them, in words. */
  readonly where: string;
  readonly released: readonly PackFile[];
  readonly proposals: readonly PackProposal[];
}

const versionsOf = ({ released, proposals }: Known): ReadonlyMap<string, () => PackFile> =>
  new Map([
    ...released.map((one) => [`${one.jurisdiction}@${one.version}`, () => one] as const),
    ...proposals.map((one) => [`${one.pack}@${one.version}`, () => packIn(one.content)] as const),
  ]);

/** What a name without a version stands for: the version in force at an instant, else the one proposed last. */
const versionMeant = ({ released, proposals }: Known, name: string, at: InstantText): string | undefined =>
  packsInForce(proposals, at).find(({ pack }) => pack === name)?.version ??
  released.find(({ jurisdiction }) => jurisdiction === name)?.version ??
  proposals.findLast(({ pack }) => pack === name)?.version;

const packAmong = (known: Known, name: string, at: InstantText): PackFile => {
  const versions = versionsOf(known);
  const found = versions.get(name) ?? versions.get(`${name}@${versionMeant(known, name, at)}`);
  if (!found)
    throw new UsageError(
      `there is no pack ${name}: ${known.where} has ${[...versions.keys()].sort().join(', ')}`,
    );
  return found();
};

/** A pack of the release by "UY" or "UY@1.1.0", where there is no log. Throws UsageError that lists what there is. */
export const packOfRelease = (name: string): PackFile =>
  packAmong(
    { where: 'the release (no folder was begun there)', released: ownPacks(), proposals: [] },
    name,
    instantText(Temporal.Now.instant()),
  );

/** The name of a policy as the log has it: its creditor by id. Throws UsageError. */
const nameOnLog = async ({ reporting }: App, name: string): Promise<string> => {
  const [, pack = name, version = ''] = /^(.*?)(@[^@]*)?$/s.exec(name) ?? [];
  const creditor = policyCreditor(pack);
  if (creditor === null) return name;
  return `${policyOf(creditorNamed(await reporting.creditors(), creditor))}${version}`;
};

/**
 * A pack by "UY", the version in force now, else the one proposed last; or by "UY@1.1.0", in force or not. A policy is
 * "agency", or "creditor:NAME" with the creditor's name or id. Throws UsageError that lists what there is.
 */
export const showPackOperation = async (app: App, { pack: name }: { pack: string }): Promise<PackFile> => {
  const { log, clock } = app.folder.core;
  const proposals = await log.load(packProposals, PACKS);
  const known = { where: '"cauce packs list"', released: ownPacks(), proposals };
  return packAmong(known, await nameOnLog(app, name), instantText(clock.now()));
};
