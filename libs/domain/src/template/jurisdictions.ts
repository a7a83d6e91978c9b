import type { PackDefinition } from '../law/index.ts';
import { countryOf, EVERYWHERE } from '../law/places.ts';
import { isPolicy } from '../law/policy.ts';
import type { Jurisdictions, Template } from './template.ts';

/** Whether a list names a place; a country stands for its regions. */
const names = (list: readonly string[], place: string): boolean =>
  list.includes(place) || list.includes(countryOf(place));

const isFor = (jurisdictions: Jurisdictions | undefined, place: string): boolean => {
  if (!jurisdictions) return true;
  return 'only' in jurisdictions ? names(jurisdictions.only, place) : !names(jurisdictions.except, place);
};

/** Whether a template is meant for a contact that is under the law of some places. */
export const isMeantFor = ({ jurisdictions }: Template, places: readonly string[]): boolean =>
  places.every((place) => isFor(jurisdictions, place));

/** The narrower is less: for some jurisdictions only, for all but some, for all. */
export const breadthOf = ({ jurisdictions }: Template): number => {
  if (!jurisdictions) return 2;
  return 'only' in jurisdictions ? 0 : 1;
};

/** Whether one template is meant for every place that another is meant for. */
export const covers = (one: Template, other: Template): boolean => {
  const [wide, narrow] = [one.jurisdictions, other.jurisdictions];
  if (!wide) return true;
  if (!narrow) return false;
  if ('only' in narrow) return narrow.only.every((place) => isFor(wide, place));
  return 'except' in wide && wide.except.every((place) => names(narrow.except, place));
};

/**
 * The packs under which messages of a template may come: those of its jurisdictions and of their countries, those of
 * the unions that these are members of, and every policy.
 */
export const packsFor = <P extends Pick<PackDefinition, 'jurisdiction' | 'members'>>(
  { jurisdictions }: Template,
  packs: readonly P[],
): readonly P[] => {
  const only = jurisdictions && 'only' in jurisdictions ? jurisdictions.only.map(countryOf) : [];
  const isIn = (place: string): boolean => isFor(jurisdictions, place) || only.includes(place);
  return packs.filter(
    ({ jurisdiction, members = [] }) =>
      isPolicy(jurisdiction) ||
      isIn(jurisdiction) ||
      members.some((member) => member === EVERYWHERE || isIn(member)),
  );
};
