import { PortfolioChanged, TemplateApproved, TemplateProposed } from '@cauce/contracts';
import {
  digestOf,
  fullNameOf,
  standardTemplateOf,
  standardTemplatesOf,
  TEMPLATES,
  type Template,
  versionNameOf,
} from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChannelRig, openChannel } from './testing/rig.ts';

let rig: ChannelRig;
beforeEach(async () => {
  rig = await openChannel();
});
afterEach(() => rig.close());

const standard = standardTemplateOf('email', 'overdue', 'es');
const proposalId = derivedId('test', 'template');
const kinder: Template = {
  ...standard,
  name: 'kinder',
  version: 1,
  text: `${standard.text}\n\nGracias por su atención.`,
};

const propose = (content: Template, digest = digestOf(content)) =>
  rig.history.append(
    'agency',
    TEMPLATES,
    TemplateProposed.make({
      proposalId,
      template: fullNameOf(content),
      version: content.version,
      digest,
      content: { ...content },
    }),
  );
const approve = () => rig.history.append('agency', TEMPLATES, TemplateApproved.make({ proposalId }));
const send = async (template: string | null = 'kinder.es@1') =>
  rig.started().whenCleared(await rig.clear([rig.owed], { template }));
const spoken = async () => (await rig.events('AttemptStarted')).map(({ data }) => data);

describe('a message', () => {
  it('is written in the text that the gate judged, whatever was approved since', async () => {
    await propose(kinder);
    await approve();
    await send(versionNameOf(standard));
    expect(await spoken()).toMatchObject([{ template: standard.name }]);
    expect(rig.gateway.taken[0]?.text).not.toContain('Gracias por su atención');
  });

  it('goes back to the gate where that did not say which text it judged', async () => {
    await send(null);
    expect(await rig.events('ClearanceRevoked')).toMatchObject([{ data: { moved: 'agency-templates' } }]);
    expect(rig.gateway.taken).toEqual([]);
  });

  it('is written in one that was approved', async () => {
    await propose(kinder);
    await approve();
    await send();
    expect(await spoken()).toMatchObject([{ template: 'kinder', templateVersion: '1' }]);
    expect(rig.gateway.taken[0]?.text).toContain('Gracias por su atención');
  });

  it('says in the language of its text who its book says they are', async () => {
    const { portfolioId } = rig.book;
    const changes = { identification: 'Banco Andino S.A., CNPJ 11.222.333/0001-81, Rua 1, São Paulo' };
    await rig.history.append('portfolio', portfolioId, PortfolioChanged.make({ portfolioId, changes }));
    const full = standardTemplatesOf('email', 'overdue', 'pt-BR').at(-1);
    await send(full && versionNameOf(full));
    const [message] = rig.gateway.taken;
    expect(message?.subject).toBe('Informações sobre a sua conta');
    for (const body of [message?.text, message?.html]) {
      expect(body).toContain('agência de cobrança');
      expect(body).toContain(changes.identification);
    }
  });

  it('is held where nobody approved its text', async () => {
    await propose(kinder);
    await send();
    expect((await rig.events('ContactHeld'))[0]?.data).toMatchObject({
      reason: 'UNAPPROVED_TEMPLATE',
      detail: ['kinder.es@1'],
    });
    expect(rig.gateway.taken).toEqual([]);
  });

  it.each<[string, Template, string | undefined]>([
    ['was altered after it was proposed', kinder, 'another digest'],
    ['is forbidden by this release', { ...kinder, text: `${kinder.text} Le embargaremos.` }, undefined],
  ])('is held where the approved text %s, and no other is sent in its place', async (_what, text, digest) => {
    await propose(text, digest);
    await approve();
    await send();
    expect((await rig.events('ContactHeld'))[0]?.data).toMatchObject({
      reason: 'UNAPPROVED_TEMPLATE',
      detail: ['kinder.es@1'],
    });
    expect(rig.gateway.taken).toEqual([]);
  });
});
