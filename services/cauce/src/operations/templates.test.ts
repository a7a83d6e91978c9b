import { standardTemplateOf } from '@cauce/domain';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { App } from '../host/app.ts';
import { setUp } from '../host/setup.ts';
import { SecondApprovalError } from './second-approval.ts';
import { TemplateError } from './template-error.ts';
import {
  approveTemplateOperation,
  proposeTemplateOperation,
  showTemplateOperation,
  templatesOperation,
} from './templates.ts';
import { endOf, freshPlace, removePlaces, withApp } from './testing/line.ts';

const now = endOf('2026-02-20');
const standard = standardTemplateOf('sms', 'overdue', 'es');
const template = { ...standard, version: 2, text: `${standard.text} Gracias.` };
const NAME = 'standard-sms-overdue.es';

const inFolder = async (work: (one: App, two: App) => Promise<void>): Promise<void> =>
  withApp({ dir: freshPlace().dir, now, as: 'one' }, async (one) => {
    await setUp(one.folder);
    await work(one, { ...one, actor: 'principal:two' });
  });

afterAll(removePlaces);

const usedOf = async (app: App): Promise<string[]> =>
  (await templatesOperation(app, {})).templates
    .filter(({ template: name, inUse }) => name === NAME && inUse)
    .map(({ version }) => `${NAME}@${version}`);

describe('a version of a template', () => {
  it('is proposed by one principal, approved by another, and in use from then on', () =>
    inFolder(async (one, two) => {
      const proposed = await proposeTemplateOperation(one, { template });
      expect(proposed).toEqual({
        template: NAME,
        version: 2,
        channel: 'sms',
        kind: 'overdue',
        language: 'es',
        approvals: ['one'],
        approvedAt: null,
        inUse: false,
      });
      expect(await proposeTemplateOperation(two, { template })).toEqual(proposed);
      const name = `${NAME}@2`;
      await expect(approveTemplateOperation(one, { template: name })).rejects.toThrow(SecondApprovalError);
      expect(await usedOf(one)).toEqual([`${NAME}@1`]);
      const approved = await approveTemplateOperation(two, { template: name });
      expect(approved).toMatchObject({ approvals: ['one', 'two'], approvedAt: now, inUse: true });
      expect(await approveTemplateOperation(one, { template: name })).toEqual(approved);
      expect(await usedOf(one)).toEqual([name]);
      expect(await showTemplateOperation(one, { template: name })).toEqual({
        ...approved,
        content: template,
      });
      expect(await showTemplateOperation(one, { template: `${NAME}@1` })).toMatchObject({
        approvals: [],
        inUse: false,
        content: standard,
      });
      const published = await one.folder.core.store.read(`template-${NAME}`);
      expect(published.map(({ data }) => data)).toMatchObject([{ version: '1' }, { version: '2' }]);
    }));

  it('is not even proposed where it is forbidden, and the law is named', () =>
    inFolder(async (one) => {
      const harsh = { ...template, text: `${template.text} Le embargaremos.` };
      const attempt = proposeTemplateOperation(one, { template: harsh });
      await expect(attempt).rejects.toThrow(TemplateError);
      await expect(attempt).rejects.toThrow(/"embargaremos" threatens .* PE PE-GEN: Ley 29571, art\. 61/);
      await expect(proposeTemplateOperation(one, { template: { name: 'x' } })).rejects.toThrow(
        'version: must',
      );
      expect(await usedOf(one)).toEqual([`${NAME}@1`]);
    }));

  it('keeps its content: another one needs another version', () =>
    inFolder(async (one) => {
      await proposeTemplateOperation(one, { template });
      const other = { ...template, text: `${standard.text} Muchas gracias.` };
      await expect(proposeTemplateOperation(one, { template: other })).rejects.toThrow('a new version');
      await expect(proposeTemplateOperation(one, { template: { ...other, version: 1 } })).rejects.toThrow(
        'a new version',
      );
      await expect(approveTemplateOperation(one, { template: 'none.es@1' })).rejects.toThrow(
        'templates list',
      );
      await expect(showTemplateOperation(one, { template: 'none.es@1' })).rejects.toThrow('templates list');
    }));
});
