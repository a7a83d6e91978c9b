import { categoryOf } from '@cauce/contracts';
import {
  address,
  type Contact,
  type ContactPoint,
  debt,
  PACKS,
  type Person,
  packProposals,
  pointsFor,
  portfolio,
  TEMPLATES,
  templateProposals,
} from '@cauce/domain';
import type { UnitOfWork } from '@cauce/runtime';

/** What the last look before an attempt finds. */
interface Look {
  /** A stream that went on since the decision saw it: the clearance stands on it no longer. Null of none. */
  readonly moved: string | null;
  /** The address that was judged; undefined where the person has none for the channel. */
  readonly point: ContactPoint | undefined;
}

/** The stream of the packs in force. */
const LAW = `${packProposals.category}-${PACKS}`;

/** The stream of the texts in use. */
const TEXTS = `${templateProposals.category}-${TEMPLATES}`;

/**
 * Looks once more at what a decision stood on: the debts, the address, the portfolios and the packs must end where the
 * gate saw them end. The debts and the address are looked at through the unit, so that the attempt is appended on their heads.
 * What the contact stream tells of the person has revoked the clearance itself.
 */
export const lastLook = async (
  unit: UnitOfWork,
  person: Person,
  { channel, clearance }: Contact,
): Promise<Look> => {
  const { pointId = null, template = null, saw = [] } = clearance ?? {};
  const points = pointsFor(person, channel);
  const point = points.find((one) => one.pointId === pointId);
  if (pointId === null ? points.length > 0 : !point) return { moved: `contact-${person.debtorId}`, point };
  // Given by a version that did not say which text it judged: it is given anew.
  if (template === null) return { moved: TEXTS, point };
  const endOf = async (stream: string): Promise<number | null> => {
    const category = categoryOf(stream);
    const id = stream.slice(category.length + 1);
    if (category === debt.category) return (await unit.head(debt, id)).revision;
    if (category === address.category) return (await unit.head(address, id)).revision;
    if (category === portfolio.category) return (await unit.consult(portfolio, id)).head.revision;
    if (stream === LAW) return (await unit.consult(packProposals, id)).head.revision;
    return null;
  };
  // Asked for together: the streams are a dozen, and each may be a call to a server.
  const ends = await Promise.all(saw.map(({ stream }) => endOf(stream)));
  const moved = saw.find(({ revision }, index) => (ends[index] ?? revision) !== revision);
  return { moved: moved?.stream ?? null, point };
};
