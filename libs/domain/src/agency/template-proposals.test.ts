import type { Actor, NewEvent } from '@cauce/contracts';
import type { Uuid } from '@cauce/kernel';
import { describe, expect, it } from '@jest/globals';
import { type EmailTemplate, standardTemplateOf, type Template, versionNameOf } from '../template/index.ts';
import {
  isInUse,
  type TemplateCommand,
  type TemplateProposal,
  templateInUse,
  templateNamed,
  templateProposals,
} from './template-proposals.ts';

type State = readonly TemplateProposal[];

const one = 'principal:one';
const two = 'principal:two';
const idOf = (version: number): Uuid => `0000000${version}-7a1c-5e2d-9b40-c0ffee000000`;
const standard = standardTemplateOf('email', 'overdue', 'es');
/** For all jurisdictions. */
const full = standardTemplateOf('email', 'overdue', 'es', ({ jurisdictions }) => !jurisdictions);
const kinder = (version: number, change: Partial<Template> = {}): Template => ({
  ...full,
  name: 'kinder',
  version,
  ...change,
});

const after = (state: State, actor: Actor, command: TemplateCommand, change: object = {}): State =>
  templateProposals.decide(command, state).reduce<State>(
    (folded, event: NewEvent) =>
      templateProposals.evolve(folded, {
        ...event,
        data: { ...(event.data as object), ...change },
        actor,
        recordedAt: '2026-01-01T00:00:00.000Z',
      } as never),
    state,
  );
const proposed = (state: State, content: Template, change: object = {}): State =>
  after(state, one, { kind: 'propose', proposalId: idOf(content.version), content }, change);
const approved = (state: State, version: number, by: Actor = two): State =>
  after(state, by, { kind: 'approve', proposalId: idOf(version), by });

/** The law of the United States asks messages to say who collects. */
const PACKS = [
  {
    jurisdiction: 'US',
    rules: [
      {
        id: 'MINI',
        kind: 'content',
        title: { es: 'Cobrador', en: 'Collector' },
        citation: { text: 'Ley 1' },
        certainty: 'A',
        inForce: { from: '2020-01-01' },
        appliesTo: { channels: '*' },
        parameters: { refused: [{ debt_collector_disclosure: false }] },
      },
    ],
  },
] as const;
const wanted = { channel: 'email', kind: 'overdue', language: 'es' } as const;
const used = (state: State, language = 'es', places: readonly string[] = ['CO']) =>
  templateInUse(state, { ...wanted, language }, places, PACKS);

describe('templates that are proposed', () => {
  it('are used once another principal has agreed, and not before', () => {
    const state = proposed([], kinder(1));
    expect(used(state)).toEqual({ ok: true, value: standard });
    expect(approved(state, 1, one)).toEqual(state);
    const agreed = approved(state, 1);
    expect(used(agreed)).toEqual({ ok: true, value: kinder(1) });
    expect(approved(agreed, 1, 'principal:three')).toEqual(agreed);
  });

  it('give way to the one that is approved later', () => {
    const both = proposed(proposed([], kinder(1)), kinder(2));
    expect(used(approved(both, 2))).toMatchObject({ value: { version: 2 } });
    expect(used(approved(approved(both, 2), 1))).toMatchObject({ value: { version: 1 } });
    expect(used(approved(approved(both, 1), 2))).toMatchObject({ value: { version: 2 } });
  });

  it('are for their channel, kind and language', () => {
    const agreed = approved(proposed([], kinder(1)), 1);
    expect(used(agreed, 'es-MX')).toMatchObject({ value: { name: 'kinder' } });
    expect(used(agreed, 'en-US')).toMatchObject({ value: { name: 'standard-overdue', language: 'en' } });
    expect(templateInUse(agreed, { ...wanted, channel: 'sms' }, ['CO'], PACKS)).toMatchObject({
      value: { name: 'standard-sms-overdue' },
    });
    expect(templateInUse(agreed, { ...wanted, kind: 'due_soon' }, ['CO'], PACKS)).toMatchObject({
      value: { name: 'standard-due_soon' },
    });
  });

  it('are for their jurisdictions, the narrower before the wider, the later before the earlier', () => {
    const { text, html } = standard as EmailTemplate;
    const [all, mexico, others, later]: Template[] = [
      kinder(1),
      kinder(2, { jurisdictions: ['MX'] }),
      kinder(3, { text, html, jurisdictions: 'lawful' }),
      kinder(4, { jurisdictions: ['MX', 'US-NYC'] }),
    ];
    const versionFor = (state: State, ...places: string[]) => {
      const found = used(state, 'es', places);
      return found.ok && `${found.value.name}@${found.value.version}`;
    };
    const three = [all, mexico, others].reduce<State>(
      (state, one) => (one ? approved(proposed(state, one), one.version) : state),
      [],
    );
    expect(versionFor(three, 'MX-PUE')).toBe('kinder@2');
    expect(versionFor(three, 'CO')).toBe('kinder@3');
    expect(versionFor(three, 'CO', 'MX')).toBe('kinder@3');
    expect(versionFor(three, 'US-MA')).toBe('kinder@1');
    expect(versionFor(three, 'MX', 'US')).toBe('kinder@1');
    const four = approved(proposed(three, later ?? kinder(4)), 4);
    expect(versionFor(four, 'MX')).toBe('kinder@4');
    expect(versionFor(four, 'US-NYC')).toBe('kinder@4');
    expect(versionFor(four, 'US')).toBe('kinder@1');
    expect([all, mexico, others, later, standard].map((one) => one && isInUse(four, one))).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    expect(isInUse(proposed(four, kinder(5)), kinder(5))).toBe(false);
  });

  it('are found by the name of a version, once approved; those of the release always', () => {
    const both = approved(proposed(proposed([], kinder(1)), kinder(2)), 1);
    expect(templateNamed(both, 'kinder.es@1')).toEqual(kinder(1));
    expect(templateNamed(both, 'kinder.es@2')).toBeNull();
    expect(templateNamed(both, 'kinder.en@1')).toBeNull();
    expect(templateNamed(both, versionNameOf(standard))).toEqual(standard);
    const altered = approved(proposed([], kinder(1), { digest: 'another' }), 1);
    expect(templateNamed(altered, 'kinder.es@1')).toBeNull();
  });

  it('are proposed once for each version', () => {
    const state = proposed([], kinder(1));
    expect(proposed(state, kinder(1, { text: 'Other' }))).toEqual(state);
    expect(proposed(state, kinder(2))).toHaveLength(2);
  });

  it('that may not be used keep to the jurisdictions that they list, and stop what else they may be for', () => {
    const listed = proposed([], kinder(3, { jurisdictions: ['MX'] }), { digest: 'another' });
    expect(used(approved(listed, 3), 'es', ['MX'])).toEqual({ ok: false, error: 'kinder.es@3' });
    expect(used(approved(listed, 3))).toEqual({ ok: true, value: standard });
    const lawful = proposed([], kinder(3), { content: { ...wanted, jurisdictions: 'lawful' } });
    expect(used(approved(lawful, 3))).toEqual({ ok: false, error: 'kinder.es@3' });
    expect(isInUse(approved(lawful, 3), standard)).toBe(false);
    expect(isInUse(approved(listed, 3), standard)).toBe(true);
  });

  it.each<[string, Template, object]>([
    ['is not what was proposed', kinder(3), { content: kinder(3, { text: `${standard.text}!` }) }],
    ['cannot be read', kinder(3), { content: { kind: 'overdue', language: 'es' } }],
    ['is forbidden', kinder(3, { text: `${standard.text} Embargo.` }), {}],
  ])('are not taken for another where the approved one %s', (_what, content, change) => {
    const good = approved(proposed([], kinder(1)), 1);
    expect(used(approved(proposed(good, content, change), 3))).toEqual({ ok: false, error: 'kinder.es@3' });
  });
});
