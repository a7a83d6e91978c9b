import { ContactCleared, PortfolioChanged, TemplateApproved, TemplateProposed } from '@cauce/contracts';
import {
  digestOf,
  fullNameOf,
  type GateRequest,
  standardTemplateOf,
  TEMPLATES,
  type Template,
  templateInUse,
  versionNameOf,
} from '@cauce/domain';
import { derivedId } from '@cauce/kernel';
import { type PackFile, readPacks } from '@cauce/rule-packs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Gate } from './gate.ts';
import { Packs } from './packs.ts';
import { readjudicate } from './readjudicate.ts';
import { type GateRig, openGate, packOf } from './testing/rig.ts';

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

const standard = standardTemplateOf('email', 'overdue', 'es');
const kinder: Template = { ...standard, name: 'kinder', version: 1 };

const everything = {
  title: { es: 'Regla', en: 'Rule' },
  certainty: 'A',
  inForce: { from: '2020-01-01' },
  citation: { text: 'Ley de prueba, art. 2' },
  appliesTo: { channels: '*' },
} as const;

const demanding: PackFile = {
  ...packOf('debtor'),
  rules: [
    {
      ...everything,
      id: 'OPT-OUT',
      kind: 'content',
      parameters: { required: ['opt_out_notice'] },
    },
  ],
};
const packs = new Packs([demanding]);

/** The first contact must say who writes. */
const introducing: PackFile = {
  ...demanding,
  rules: [
    {
      ...everything,
      id: 'FIRST',
      kind: 'content',
      parameters: { refused: [{ first_contact: true, identification_complete: false }] },
    },
  ],
};

/** What two people agreed to. */
const approve = async (template: Template, digest = digestOf(template)): Promise<void> => {
  const { version } = template;
  const proposalId = derivedId('test', fullNameOf(template), String(version));
  const content = { ...template };
  const proposed = { proposalId, template: fullNameOf(template), version, digest, content };
  await rig.history.append('agency', TEMPLATES, TemplateProposed.make(proposed));
  await rig.history.append('agency', TEMPLATES, TemplateApproved.make({ proposalId }));
};

/** What the gate says to a contact about the debt, at some steps. */
const judged = async (told: Partial<GateRequest> = {}, steps: readonly string[] = ['D+1'], law = packs) => {
  const { core, owed, history } = rig;
  const { debtorId, creditorId, debtId } = owed;
  const request = {
    ...{ debtorId, creditorId, contactId: derivedId('test', 'contact') },
    ...{ requestId: derivedId('test', 'request', ...steps), channel: 'email', language: 'es' },
    ...{ plannedFor: '2026-03-11T14:30:00.000Z', usefulUntil: '2026-03-17T14:30:00.000Z', ...told },
  };
  const unit = core.log.unit({ actor: 'policy:test', causationId: debtId, correlationId: debtId });
  const items = steps.map((step) => ({ debtId, step }));
  const answer = await new Gate(core, law).judge(unit, request, items);
  if (answer.kind === 'clear') {
    const { clearanceId, expiresAt, pointId, template, decision } = answer;
    const cleared = { ...request, clearanceId, expiresAt, pointId, template, items, decision };
    await history.append('contact', debtorId, ContactCleared.make(cleared));
  }
  return answer;
};

describe('the message that would be sent', () => {
  it('is that of the text in use, and the clearance names it', async () => {
    expect(await judged()).toMatchObject({ kind: 'clear', template: versionNameOf(standard) });
    await approve(kinder);
    expect(await judged()).toMatchObject({
      kind: 'clear',
      template: 'kinder.es@1',
      decision: { basis: { facts: { content: { opt_out_notice: true }, templates: ['kinder.es@1'] } } },
    });
  });

  it('may come to be of any kind of its steps, and goes in the gravest', async () => {
    const [soon, late] = (['due_soon', 'overdue'] as const).map((kind) =>
      versionNameOf(standardTemplateOf('email', kind, 'es')),
    );
    expect(await judged({}, ['D-3', 'D+1'])).toMatchObject({
      template: late,
      decision: { basis: { facts: { templates: [soon, late] } } },
    });
    expect(await judged({}, ['D-3'])).toMatchObject({ template: soon });
  });

  it('is that of a text that is meant for all places whose law the contact is under', async () => {
    await approve({ ...kinder, jurisdictions: ['MX'] });
    expect(await judged()).toMatchObject({ template: versionNameOf(standard) });
    await approve({ ...kinder, version: 2, jurisdictions: ['CO'] });
    expect(await judged()).toMatchObject({ template: 'kinder.es@2' });
  });

  it('is refused where what was approved is not what was proposed', async () => {
    await approve(kinder, 'another digest');
    expect(await judged()).toMatchObject({
      kind: 'refuse',
      decision: {
        items: [{ decision: 'block', reasons: ['NO_TEXT'] }],
        basis: { facts: { content: null, templates: ['kinder.es@1'] } },
      },
    });
  });

  it('is a full one in the countries whose law asks messages to say who writes', () => {
    const packs = readPacks();
    const wanted = { channel: 'sms', kind: 'overdue', language: 'es' } as const;
    const countries = packs.flatMap(({ jurisdiction, members }) =>
      jurisdiction.includes('-') || members ? [] : [jurisdiction],
    );
    const isFull = (country: string): boolean => {
      const found = templateInUse([], wanted, [country], packs);
      return found.ok && found.value.name.includes('full');
    };
    expect(countries.filter(isFull)).toEqual(['BR', 'MX', 'US']);
  });

  it('says who writes where its text and the book of the debt do', async () => {
    const law = new Packs([introducing]);
    const missing = (content: object) => ({
      kind: 'refuse',
      decision: {
        items: [{ rules: [{ id: 'FIRST', outcome: 'block' }] }],
        basis: { facts: { content: { first_contact: true, identification_complete: false, ...content } } },
      },
    });
    expect(await judged({}, ['D+1'], law)).toMatchObject(missing({ debt_collector_disclosure: true }));
    const { portfolioId } = rig.book;
    const changes = { identification: 'Banco Andino, Calle 1' };
    await rig.history.append('portfolio', portfolioId, PortfolioChanged.make({ portfolioId, changes }));
    expect(await judged({}, ['D+1'], law)).toMatchObject({
      kind: 'clear',
      template: 'standard-full-overdue.es@2',
    });
    await approve({ ...kinder, jurisdictions: ['CO'] });
    rig.history.at('2026-03-11T15:00:00.000Z');
    expect(await judged({}, ['D+1'], law)).toMatchObject(missing({ debt_collector_disclosure: false }));
  });

  it('is the first to a person until one has arrived', async () => {
    const law = new Packs([introducing]);
    await rig.tell(await rig.request());
    expect(await judged({}, ['D+1'], law)).toMatchObject({ kind: 'refuse' });
    await rig.accepted();
    expect(await judged({}, ['D+1'], law)).toMatchObject({
      kind: 'clear',
      decision: { basis: { facts: { content: { first_contact: false } } } },
    });
  });

  it('says nothing of itself on a channel without texts', async () => {
    expect(await judged({ channel: 'whatsapp' })).toMatchObject({
      kind: 'refuse',
      decision: { items: [{ rules: [{ id: 'OPT-OUT', inputs: { missing: ['opt_out_notice'] } }] }] },
    });
  });
});

describe('a decision that is judged again', () => {
  /** The same decision once more, as if something else had been recorded of the message. */
  const recordAlso = async (content: object | undefined): Promise<void> => {
    const [first] = await rig.events('ContactCleared');
    const data = structuredClone(first?.data) as Parameters<typeof ContactCleared.make>[0];
    data.decision.basis.facts.content = content;
    await rig.history.append('contact', rig.owed.debtorId, ContactCleared.make(data));
  };

  it('comes out the same, whatever is in use by then', async () => {
    await judged();
    await approve(kinder, 'another digest');
    expect(await readjudicate(rig.core.store, packs)).toMatchObject({ decisions: 1, equal: 1 });
  });

  it('stands on what is recorded of the message, not on the texts of the present release', async () => {
    await judged();
    await recordAlso({ opt_out_notice: false });
    expect(await readjudicate(rig.core.store, packs)).toMatchObject({
      decisions: 2,
      changed: [{ was: 'allow', now: 'block', rule: 'OPT-OUT' }],
    });
  });

  it('was told of an opt-out where nothing is recorded', async () => {
    await judged();
    await recordAlso(undefined);
    expect(await readjudicate(rig.core.store, packs)).toMatchObject({ decisions: 2, equal: 2 });
  });
});
