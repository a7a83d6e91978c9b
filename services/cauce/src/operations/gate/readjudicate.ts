import { Packs, type Readjudication, readjudicate } from '@cauce/compliance-gate';
import { addDays, instantOfMs, msOf, startOfDay } from '@cauce/kernel';
import { ownPacks } from '@cauce/rule-packs';
import type { App } from '../../host/app.ts';
import { checkDays, dateOption, firstZone } from '../arguments/dates.ts';
import { namedPack } from '../packs/named-pack.ts';
import { showPackOperation } from '../packs/show.ts';

export interface ReadjudicateArgs {
  /** First and last day, both included, in the zone of the first portfolio; left out, all there is. */
  readonly from?: string;
  readonly to?: string;
  /** A pack to try, as its file holds it. */
  readonly pack?: unknown;
  /** Or one that is known here, by its name: "UY", "UY@1.1.0". */
  readonly version?: string;
  readonly onProgress?: (people: number, of: number) => void;
}

/** Judges the decisions of a period again; reads only. Throws UsageError, PackError. */
export const readjudicateOperation = async (
  app: App,
  { from, to, pack, version, onProgress }: ReadjudicateArgs,
): Promise<Readjudication> => {
  if (from !== undefined && to !== undefined) checkDays(from, to);
  const zone = await firstZone(app);
  return readjudicate(app.folder.core.store, new Packs(ownPacks()), {
    ...(from === undefined ? {} : { from: startOfDay(dateOption('from', from), zone) }),
    ...(to === undefined
      ? {}
      : { to: instantOfMs(msOf(startOfDay(addDays(dateOption('to', to), 1), zone)) - 1) }),
    ...(pack === undefined ? {} : { pack: await namedPack(app, pack) }),
    ...(version === undefined ? {} : { pack: await showPackOperation(app, { pack: version }) }),
    ...(onProgress ? { onProgress } : {}),
  });
};
