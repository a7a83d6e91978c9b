import type { PersonPlace } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind, Matter } from './kind.ts';
import { holdsAt, spanOf } from './spans.ts';

const placesMarked = ({ facts, at }: Matter, kind: 'inconvenient_place' | 'at_place'): Set<PersonPlace> =>
  new Set(
    (facts.standing?.marks ?? [])
      .filter((mark) => mark.kind === kind && holdsAt(spanOf(facts.zones, mark), at))
      .flatMap(({ place }) => place ?? []),
  );

/** Not at a place that the person does not wish: its own addresses, and any while the person is known to be there. */
export const places: Kind<'places'> = ({ places: addresses }, { reason = 'INCONVENIENT_PLACE' }) => {
  return (matter) => {
    const kind = matter.proposal.address?.kind;
    const unwished = placesMarked(matter, 'inconvenient_place');
    const present = placesMarked(matter, 'at_place');
    const reached = [...unwished].filter(
      (place) => present.has(place) || (kind !== undefined && addresses[place]?.includes(kind)),
    );
    return forbid(reached.length > 0, reason, { places: [...unwished], reached });
  };
};
