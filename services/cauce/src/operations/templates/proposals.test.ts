import { standardTemplateOf } from '@cauce/domain';
import { readPacks } from '@cauce/rule-packs';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { App } from '../../host/app.ts';
import { endOf, removePlaces, withTwo } from '../../testing/line.ts';
import { SecondApprovalError } from '../approvals.ts';
import { approvePackOperation, proposePackOperation } from '../packs/proposals.ts';
import { approveTemplateOperation, proposeTemplateOperation } from './proposals.ts';
import { TemplateError } from './template-error.ts';
import { showTemplateOperation, templatesOperation } from './versions.ts';

const now = endOf('2026-02-20');
/** For all jurisdictions. */
const standard = standardTemplateOf('sms', 'overdue', 'es', ({ jurisdictions }) => !jurisdictions);
const template = { ...standard, name: 'kinder', version: 1, text: `${standard.text} Gracias.` };
const [FULL, NAME] = ['standard-sms-full-overdue.es@2', 'kinder.es@1'];
const STANDARD = ['standard-sms-overdue.es@2', FULL];

afterAll(removePlaces);

const usedOf = async (app: App): Promise<string[]> =>
  (await templatesOperation(app, {})).templates
    .filter(
      ({ channel, kind, language, inUse }) => `${channel} ${kind} ${language}` === 'sms overdue es' && inUse,
    )
    .map(({ template: name, version }) => `${name}@${version}`);

describe('a version of a template', () => {
  it('is proposed by one principal, approved by another, and in use from then on', () =>
    withTwo(now, async (one, two) => {
      const proposed = await proposeTemplateOperation(one, { template });
      expect(proposed).toEqual({
        template: 'kinder.es',
        version: 1,
        channel: 'sms',
        kind: 'overdue',
        language: 'es',
        jurisdictions: null,
        approvals: ['one'],
        approvedAt: null,
        inUse: false,
      });
      expect(await proposeTemplateOperation(two, { template })).toEqual(proposed);
      const name = NAME;
      await expect(approveTemplateOperation(one, { template: name })).rejects.toThrow(SecondApprovalError);
      expect(await usedOf(one)).toEqual(STANDARD);
      const approved = await approveTemplateOperation(two, { template: name });
      expect(approved).toMatchObject({ approvals: ['one', 'two'], approvedAt: now, inUse: true });
      expect(await approveTemplateOperation(one, { template: name })).toEqual(approved);
      expect(await usedOf(one)).toEqual([name]);
      expect(await showTemplateOperation(one, { template: name })).toEqual({
        ...approved,
        content: template,
      });
      expect(await showTemplateOperation(one, { template: FULL })).toMatchObject({
        approvals: [],
        inUse: false,
        content: standard,
      });
      const published = await one.folder.core.store.read('template-kinder.es');
      expect(published).toMatchObject([{ type: 'TemplatePublished', data: { version: '1' } }]);
    }));

  it('is not in use before it is published, where a death falls between the two streams', () =>
    withTwo(now, async (one, two) => {
      const { store } = one.folder.core;
      await proposeTemplateOperation(one, { template });
      const append = store.append.bind(store);
      store.append = async (appends) => {
        store.append = append;
        await append(appends.slice(0, 1));
        throw new Error('died');
      };
      await expect(approveTemplateOperation(two, { template: NAME })).rejects.toThrow('died');
      expect(await usedOf(one)).toEqual(STANDARD);
      await approveTemplateOperation(two, { template: NAME });
      expect(await usedOf(one)).toEqual([NAME]);
      expect(await store.read('template-kinder.es')).toMatchObject([{ type: 'TemplatePublished' }]);
    }));

  it('is not even proposed where it is forbidden, and the law is named', () =>
    withTwo(now, async (one) => {
      const harsh = { ...template, text: `${template.text} Le embargaremos.` };
      const attempt = proposeTemplateOperation(one, { template: harsh });
      await expect(attempt).rejects.toThrow(TemplateError);
      await expect(attempt).rejects.toThrow(/"embargaremos" threatens .* PE PE-GEN: Ley 29571, art\. 61/);
      await expect(proposeTemplateOperation(one, { template: { name: 'x' } })).rejects.toThrow(
        'version: must',
      );
      expect(await usedOf(one)).toEqual(STANDARD);
    }));

  it('is not approved where the law demands more by then than when it was proposed', () =>
    withTwo(now, async (one, two) => {
      await proposeTemplateOperation(one, { template });
      const [pack] = readPacks().filter(({ jurisdiction }) => jurisdiction === 'UY');
      const rule = {
        id: 'UY-DESK',
        kind: 'content',
        title: { es: 'Mesa', en: 'Desk' },
        citation: { text: 'Ley 1', publication: 'Diario 1' },
        certainty: 'A',
        inForce: { from: '2026-01-01' },
        appliesTo: { channels: '*' },
        parameters: { required: ['complaint_desk'] },
      };
      const stricter = { ...pack, version: '9.0.0', rules: [...(pack?.rules ?? []), rule] };
      const { proposalId } = await proposePackOperation(one, { pack: stricter, effective: now });
      await approvePackOperation(two, { proposal: proposalId });
      await expect(approveTemplateOperation(two, { template: NAME })).rejects.toThrow(
        'the law demands complaint_desk (UY UY-DESK: Ley 1)',
      );
      expect(await usedOf(one)).toEqual(STANDARD);
    }));

  it('for some jurisdictions is held against their law alone, and leaves the others to the text for all', () =>
    withTwo(now, async (one, two) => {
      const silent = { ...template, text: template.text.replace('{{optOut.word}}', 'BAJA {{optOut}}') };
      const threat = { ...silent, text: `${silent.text} Citación.` };
      const peru = { ...threat, jurisdictions: ['PE'] };
      const laws = async (content: object) =>
        proposeTemplateOperation(one, { template: content }).catch(({ message }) => message);
      expect(await laws(threat)).toMatch(/CL CL-JUD.*PE PE-JUD/s);
      expect(await laws(peru)).toMatch(/PE PE-JUD/);
      expect(await laws(peru)).not.toMatch(/CL CL-JUD/);
      const good = { ...silent, jurisdictions: ['PE'] };
      expect(await proposeTemplateOperation(one, { template: good })).toMatchObject({
        jurisdictions: ['PE'],
      });
      await approveTemplateOperation(two, { template: NAME });
      expect(await usedOf(one)).toEqual([...STANDARD, NAME]);
    }));

  it('keeps its content: another one needs another version', () =>
    withTwo(now, async (one) => {
      await proposeTemplateOperation(one, { template });
      const other = { ...template, text: `${standard.text} Muchas gracias.` };
      await expect(proposeTemplateOperation(one, { template: other })).rejects.toThrow('a new version');
      await expect(
        proposeTemplateOperation(one, { template: { ...other, name: 'standard-mine' } }),
      ).rejects.toThrow('names of the release');
      await expect(approveTemplateOperation(one, { template: 'none.es@1' })).rejects.toThrow(
        'templates list',
      );
      await expect(showTemplateOperation(one, { template: 'none.es@1' })).rejects.toThrow('templates list');
    }));
});
