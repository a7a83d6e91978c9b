import { readPacks } from '@cauce/rule-packs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { bookOf, ZOILA } from '../../testing/book.ts';
import { endOf, freshPlace, removePlaces, withTwo } from '../../testing/line.ts';
import { SecondApprovalError } from '../approvals.ts';
import { importOperation } from '../intake/import.ts';
import { approvePackOperation, packsOperation, proposePackOperation } from './proposals.ts';
import { showPackOperation } from './show.ts';

const now = endOf('2026-02-20');
const effective = '2026-07-01T00:00:00-03:00';
const [uruguay] = readPacks().filter(({ jurisdiction }) => jurisdiction === 'UY');
const released = uruguay?.version ?? '';
const later = { ...uruguay, version: '77.1.0' };

afterAll(removePlaces);

describe('a version of a pack', () => {
  it('is proposed by one principal, approved by another, and in force from its instant on', () =>
    withTwo(now, async (one, two) => {
      const { proposalId, ...proposed } = await proposePackOperation(one, { pack: later, effective });
      expect(proposed).toMatchObject({
        pack: 'UY',
        version: '77.1.0',
        inForceFrom: null,
        approvals: ['one'],
        notes: [],
      });
      expect(await proposePackOperation(one, { pack: later, effective })).toMatchObject({ proposalId });
      await expect(approvePackOperation(one, { proposal: proposalId })).rejects.toThrow(SecondApprovalError);
      const approved = await approvePackOperation(two, { proposal: proposalId });
      expect(approved).toMatchObject({ inForceFrom: '2026-07-01T03:00:00.000Z', approvals: ['one', 'two'] });
      expect(await approvePackOperation(one, { proposal: proposalId })).toEqual(approved);
      const { inForce, proposals } = await packsOperation(one, {});
      expect(inForce.find(({ pack }) => pack === 'UY')).toMatchObject({ version: released, since: null });
      expect(proposals).toEqual([approved]);
      expect(await showPackOperation(one, { pack: 'UY@77.1.0' })).toMatchObject({ version: '77.1.0' });
      expect(await showPackOperation(one, { pack: `UY@${released}` })).toEqual(uruguay);
    }));

  it('takes effect with its approval where that comes later, and is listed', () =>
    withTwo(now, async (one, two) => {
      const past = { pack: later, effective: '2026-01-01T00:00:00Z' };
      const { proposalId, notes } = await proposePackOperation(one, past);
      expect(notes).toEqual([
        expect.stringMatching(
          /^2026-01-01T00:00:00.000Z is over .* takes effect when another principal approves/,
        ),
      ]);
      await approvePackOperation(two, { proposal: proposalId });
      expect((await proposePackOperation(one, past)).notes).toEqual([]);
      const { inForce } = await packsOperation(one, {});
      expect(inForce.find(({ pack }) => pack === 'UY')).toEqual({
        pack: 'UY',
        version: '77.1.0',
        since: now,
      });
    }));

  it('is what its name stands for: of those in force, else the one proposed last', () =>
    withTwo(now, async (one, two) => {
      const shown = async (pack: string) => (await showPackOperation(one, { pack })).version;
      const propose = async (jurisdiction: string, version: string) =>
        proposePackOperation(one, { pack: { ...later, jurisdiction, version }, effective: now });
      await propose('XR', '1.0.0');
      const { proposalId } = await propose('XR', '2.0.0');
      const third = await propose('XR', '3.0.0');
      expect(await shown('XR')).toBe('3.0.0');
      await approvePackOperation(two, { proposal: proposalId });
      expect([await shown('XR'), await shown('XR@1.0.0')]).toEqual(['2.0.0', '1.0.0']);
      await propose('UY', '77.1.0');
      expect(await shown('UY')).toBe(released);
      await approvePackOperation(two, { proposal: third.proposalId });
      expect(await shown('XR')).toBe('3.0.0');
    }));

  it.each<[string, object, RegExp]>([
    ['a bad pack', { pack: { ...later, zones: ['Nowhere'] } }, /unknown zone "Nowhere"/],
    ['a version of the release', { pack: { ...later, version: released } }, /a version [\d.]+ of UY already/],
    ['a time that is no instant', { effective: '2026-07-01' }, /must be an instant/],
  ])('is refused: %s', (_what, change, reason) =>
    withTwo(now, async (one) => {
      await expect(proposePackOperation(one, { pack: later, effective, ...change })).rejects.toThrow(reason);
    }),
  );

  it('of a policy goes on the log with the ids of its creditor and debtors', () =>
    withTwo(now, async (one, two) => {
      const { file } = freshPlace();
      await importOperation(one, { file: file('book.csv', bookOf([ZOILA])), mapping: 'cauce' });
      await one.reporting.caughtUp();
      const policy = (jurisdiction: string, debtor: string) => ({
        jurisdiction,
        version: '1.0.0',
        title: { es: 'Política', en: 'Policy' },
        rules: [
          {
            id: 'NO-CALLS',
            kind: 'barred',
            title: { es: 'Sin llamadas', en: 'No calls' },
            citation: { text: 'Contact policy, 3', publication: 'Minutes 1' },
            certainty: 'D',
            inForce: { from: '2026-01-01' },
            appliesTo: { channels: ['call'], exceptions: [{ debtors: [debtor] }] },
            parameters: {},
          },
        ],
      });
      const pack = policy('creditor:BANCO-ANDES', ZOILA.document);
      const { proposalId, pack: name } = await proposePackOperation(one, { pack, effective });
      await approvePackOperation(two, { proposal: proposalId });
      const [creditorId] = await one.reporting.creditors().then((all) => [...all.keys()]);
      expect(name).toBe(`creditor:${creditorId}`);
      const kept = await showPackOperation(one, { pack: `${name}@1.0.0` });
      expect(await showPackOperation(one, { pack: 'creditor:BANCO-ANDES' })).toEqual(kept);
      expect(await showPackOperation(one, { pack: 'creditor:BANCO-ANDES@1.0.0' })).toEqual(kept);
      const debtorId = await one.reporting.references.debtor(ZOILA.document);
      expect(kept.rules[0]?.appliesTo.exceptions).toEqual([{ debtors: [debtorId] }]);
      const events = await one.folder.core.store.read('agency-packs');
      expect(JSON.stringify(events)).not.toContain(ZOILA.document);
      const unknown = (...told: Parameters<typeof policy>) =>
        proposePackOperation(one, { pack: policy(...told), effective });
      await expect(unknown('creditor:BANCO-NADIE', ZOILA.document)).rejects.toThrow('"BANCO-NADIE"');
      await expect(unknown('agency', '999')).rejects.toThrow('999');
    }));

  it('keeps its content: another one needs another version', () =>
    withTwo(now, async (one) => {
      await proposePackOperation(one, { pack: later, effective });
      const other = { ...later, title: { es: 'Otro', en: 'Other' } };
      await expect(proposePackOperation(one, { pack: other, effective })).rejects.toThrow('a new version');
      await expect(approvePackOperation(one, { proposal: 'none' })).rejects.toThrow('cauce packs list');
      await expect(showPackOperation(one, { pack: 'UY@99.0.0' })).rejects.toThrow('cauce packs list');
    }));
});
