import { changingAt } from '../settle.ts';
import type { PersonPlace } from '../vocabulary.ts';
import { forbid } from './forbid.ts';
import type { Kind, Matter } from './kind.ts';
import { marksOn } from './marked.ts';
import { edgesOf, holdsAt, spanOf } from './spans.ts';

type PlaceMark = 'inconvenient_place' | 'at_place';

/** When the person does not wish to be reached at some places, or is there. */
const placesMarked = (matter: Matter, kind: PlaceMark) =>
  marksOn(matter, [kind]).map((mark) => ({ place: mark.place, span: spanOf(matter.facts.zones, mark) }));

const placesAt = (marked: ReturnType<typeof placesMarked>, instant: number): PersonPlace[] =>
  marked.flatMap(({ place, span }) => (place && holdsAt(span, instant) ? [place] : []));

/** Not at a place that the person does not wish: its own addresses, and any while the person is known to be there. */
export const places: Kind<'places'> = ({ places: addresses }, { reason = 'INCONVENIENT_PLACE' }) => {
  const unmarked = forbid(false, reason, { places: [], reached: [] });
  return (matter) => {
    const kind = matter.proposal.address?.kind;
    const unwished = placesMarked(matter, 'inconvenient_place');
    if (unwished.length === 0) return unmarked;
    const present = placesMarked(matter, 'at_place');
    const reachedAt = (instant: number): PersonPlace[] => {
      const there = placesAt(present, instant);
      return placesAt(unwished, instant).filter(
        (place) => there.includes(place) || (kind !== undefined && addresses[place]?.includes(kind)),
      );
    };
    const changes = edgesOf([...unwished, ...present].map(({ span }) => span));
    return {
      earliest: changingAt(changes, (instant) => reachedAt(instant).length === 0),
      reason: () => reason,
      inputs: () => ({ places: placesAt(unwished, matter.at), reached: reachedAt(matter.at) }),
    };
  };
};
