import { PackApproved, PackProposed } from '@cauce/contracts';
import { derivedId, type InstantText } from '@cauce/kernel';
import type { PackFile } from '@cauce/rule-packs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Packs } from './packs.ts';
import { readjudicate } from './readjudicate.ts';
import { type GateRig, openGate, packOf } from './testing/rig.ts';

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

/** Opens only in the afternoon of Colombia. */
const afternoon = (): PackFile => ({
  jurisdiction: 'CO',
  version: '2.0.0',
  title: { es: 'Tarde', en: 'Afternoon' },
  zones: ['America/Bogota'],
  rules: [
    {
      id: 'HOURS',
      kind: 'hours',
      title: { es: 'Tarde', en: 'Afternoon' },
      citation: { text: 'Ley 2', publication: 'Diario 2' },
      certainty: 'A',
      inForce: { from: '2020-01-01' },
      appliesTo: { channels: '*' },
      parameters: { windows: { 'mon-sat': [['13:00', '19:00']] }, closedOnHolidays: false },
    },
  ],
});

const proposalId = derivedId('test', 'pack');
const propose = (effectiveFrom: InstantText, content: object = afternoon()) =>
  rig.history.append(
    'agency',
    'packs',
    PackProposed.make({
      proposalId,
      pack: 'CO',
      version: '2.0.0',
      effectiveFrom,
      digest: 'd',
      content: { ...content },
    }),
  );
const approve = () => rig.history.append('agency', 'packs', PackApproved.make({ proposalId }));

/** What the running gate says to a request of a name, and by which packs. */
const said = async (name: string) => {
  await rig.tell(await rig.request(undefined, { name }));
  const decided = (await rig.events('ContactCleared', 'ContactDeferred')).at(-1);
  if (!decided) throw new Error('nothing was decided');
  const { decision, ...data } = decided.data as {
    expiresAt?: InstantText;
    notBefore?: InstantText;
    decision: { packs: { version: string }[] };
  };
  return [
    decided.type,
    data.expiresAt ?? data.notBefore,
    decision.packs.map(({ version }) => version).join(),
  ];
};

describe('a running gate', () => {
  it('judges by an approved pack from its instant on, and no clearance outlives the packs that it was given by', async () => {
    const { history, core } = rig;
    expect(await said('before')).toEqual(['ContactCleared', '2026-03-11T14:45:00.000Z', '1']);
    await propose('2026-03-11T16:10:00.000Z');
    history.at('2026-03-11T15:00:00.000Z');
    expect(await said('proposed')).toEqual(['ContactCleared', '2026-03-11T15:15:00.000Z', '1']);
    history.at('2026-03-11T15:20:00.000Z');
    await approve();
    history.at('2026-03-11T16:00:00.000Z');
    expect(await said('approved')).toEqual(['ContactCleared', '2026-03-11T16:10:00.000Z', '1']);
    history.at('2026-03-11T16:10:00.000Z');
    expect(await said('in force')).toEqual(['ContactDeferred', '2026-03-11T18:00:00.000Z', '2.0.0']);
    const again = await readjudicate(core.store, new Packs([packOf('debtor')]));
    expect(again).toEqual({ decisions: 4, equal: 4, changed: [] });
  });

  it('stops at an approved pack that this release cannot read, and does not take another for it', async () => {
    const [rule] = afternoon().rules;
    await propose('2026-03-11T14:00:00.000Z', { ...afternoon(), rules: [{ ...rule, kind: 'moon_phase' }] });
    await approve();
    await expect(rig.tell(await rig.request())).rejects.toThrow('CO 2.0.0: HOURS: unknown kind "moon_phase"');
  });
});
