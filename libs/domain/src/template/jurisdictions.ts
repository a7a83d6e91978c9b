import type { PackDefinition } from '../law/index.ts';
import { countryOf, EVERYWHERE, holdsIn } from '../law/places.ts';
import { isPolicy } from '../law/policy.ts';
import { unmetBy } from './demands.ts';
import { said } from './said.ts';
import type { Template } from './template.ts';

/** What is looked at of a pack that is in force. */
export type LawPack = Pick<PackDefinition, 'jurisdiction' | 'members' | 'rules'>;

/** Whether a list names a place; a country stands for its regions. */
const names = (list: readonly string[], place: string): boolean =>
  list.includes(place) || list.includes(countryOf(place));

/** The packs of some places, of their countries and regions, of the unions that they belong to, and every policy. */
const packsOf = <P extends LawPack>(places: readonly string[], packs: readonly P[]): readonly P[] => {
  const around = [...places, ...places.map(countryOf), EVERYWHERE];
  return packs.filter(
    (pack) => isPolicy(pack.jurisdiction) || holdsIn(pack, around) || names(places, pack.jurisdiction),
  );
};

const known = new WeakMap<Template, WeakMap<readonly LawPack[], Map<string, boolean>>>();

/** Whether a template says all that the law of some places demands; looked at once for the same packs. */
const isLawfulIn = (template: Template, places: readonly string[], packs: readonly LawPack[]): boolean =>
  known
    .getOrInsertComputed(template, () => new WeakMap())
    .getOrInsertComputed(packs, () => new Map<string, boolean>())
    .getOrInsertComputed(places.join(), () => unmetBy(template, packsOf(places, packs)).length === 0);

/** Whether a template is meant for a contact that is under the law of some places, of which these are the packs. */
export const isMeantFor = (
  template: Template,
  places: readonly string[],
  packs: readonly LawPack[],
): boolean => {
  const { jurisdictions } = template;
  if (!jurisdictions) return true;
  if (jurisdictions === 'lawful') return isLawfulIn(template, places, packs);
  return places.every((place) => names(jurisdictions, place));
};

/** The narrower is less: for some jurisdictions, for those whose law it meets, for all. */
export const breadthOf = ({ jurisdictions }: Template): number => {
  if (!jurisdictions) return 2;
  return jurisdictions === 'lawful' ? 1 : 0;
};

/** Whether one template is meant for every place that another is meant for, under any packs. */
export const covers = (one: Template, other: Template): boolean => {
  const [wide, narrow] = [one.jurisdictions, other.jurisdictions];
  if (!wide) return true;
  if (!narrow) return false;
  if (wide === 'lawful') {
    const [more, less] = [said([one]), said([other])];
    return (
      narrow === 'lawful' && Object.keys(less).every((name) => less[name] !== true || more[name] === true)
    );
  }
  return narrow !== 'lawful' && narrow.every((place) => names(wide, place));
};

/** The packs under which messages of a template may come. */
export const packsFor = <P extends LawPack>(
  { jurisdictions }: Template,
  packs: readonly P[],
): readonly P[] => (!jurisdictions || jurisdictions === 'lawful' ? packs : packsOf(jurisdictions, packs));
