import {
  digestOf,
  fullNameOf,
  rulePackPublication,
  STANDARD_TEMPLATES,
  STRATEGIES,
  strategyPublication,
  templatePublication,
} from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { ownPacks } from '@cauce/rule-packs';
import type { Cause, UnitOfWork } from '@cauce/runtime';
import { ensureAdmin } from '../principals/admin-key.ts';
import type { Folder } from './folder.ts';

type Publication = typeof strategyPublication;

/** The content of a version that was published before is another one now. */
export class ChangedVersionError extends Error {
  readonly code = 'CHANGED_VERSION';

  constructor(problems: readonly string[]) {
    super(
      `${problems.join('; ')}: what was published stays what it was, so give the changed one a new version`,
    );
    this.name = 'ChangedVersionError';
  }
}

interface Content {
  readonly kind: string;
  readonly publication: Publication;
  readonly name: string;
  readonly version: string;
  readonly content: object;
}

const contents = (): Content[] => [
  ...STRATEGIES.map((one) => ({
    kind: 'strategy',
    publication: strategyPublication,
    name: one.name,
    version: one.version,
    content: one,
  })),
  ...STANDARD_TEMPLATES.map((one) => ({
    kind: 'template',
    publication: templatePublication,
    name: fullNameOf(one),
    version: String(one.version),
    content: one,
  })),
  ...ownPacks().map((one) => ({
    kind: 'rule pack',
    publication: rulePackPublication,
    name: one.jurisdiction,
    version: one.version,
    content: one,
  })),
];

/** Publishes one version; the problem where it was published with another content. */
const publish = async (
  unit: UnitOfWork,
  { kind, publication, name, version, content }: Content,
): Promise<string[]> => {
  const digest = digestOf(content);
  const published = (await unit.load(publication, name))[version];
  if (published !== undefined && published.digest !== digest)
    return [`${kind} ${name} version ${version} is not what it was`];
  await unit.execute(publication, name, { kind: 'publish', name, version, digest, content });
  return [];
};

/**
 * What a folder begins with, stamped with its present business time: its first principal, and what decides and speaks
 * in it, by version and digest. A second time changes nothing. Throws ChangedVersionError with every problem.
 */
export const setUp = async (folder: Pick<Folder, 'dir' | 'core'>): Promise<void> => {
  await ensureAdmin(folder);
  const id = derivedId('setup');
  const cause: Cause = { actor: 'policy:setup', causationId: id, correlationId: id };
  await folder.core.log.transact(cause, async (unit) => {
    const problems: string[] = [];
    for (const one of contents()) problems.push(...(await publish(unit, one)));
    if (problems.length > 0) throw new ChangedVersionError(problems);
  });
};
