import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardTemplateOf, type Template, versionNameOf } from '@cauce/domain';
import { readPacks } from '@cauce/rule-packs';
import { describeOn, testServers } from '@cauce/testing/servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startDouble } from './local-system.ts';
import { type Approvals, EACH, type Story, startApprovals } from './testing/approvals.ts';
import { waiting } from './testing/outages.ts';

const place = mkdtempSync(join(tmpdir(), 'cauce-approvals-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const EFFECT = Temporal.Instant.from('2026-03-12T15:00:00Z');
const BEFORE = EFFECT.subtract({ minutes: 1 });

const [colombia] = readPacks().filter(({ jurisdiction }) => jurisdiction === 'CO');
const released = colombia?.version;
const later = { ...colombia, version: '98.0.0' };

/** A policy of the agency: no e-mail. */
const policy = {
  jurisdiction: 'agency',
  version: '1.0.0',
  title: { es: 'Sin correo', en: 'No e-mail' },
  rules: [
    {
      id: 'NO-EMAIL',
      kind: 'barred',
      title: { es: 'Sin correo', en: 'No e-mail' },
      citation: { text: 'Contact policy, 1', publication: 'Minutes 1' },
      certainty: 'D',
      inForce: { from: '2026-01-01' },
      appliesTo: { channels: ['email'] },
      parameters: {},
    },
  ],
};

const standard = standardTemplateOf('email', 'overdue', 'es');
const kinder: Template = {
  ...standard,
  name: 'kinder',
  text: `${standard.text}\n\nGracias por su atención.`,
};

interface Told {
  readonly decision?: { readonly packs: readonly { readonly id: string; readonly version: string }[] };
  readonly template?: string;
  readonly moved?: string;
}

/** Versions of the pack that a contact was judged by, the texts that it was cleared for, and those it was written with. */
const toldIn = (story: Story) => {
  const told = (type?: string) =>
    story.filter((event) => type === undefined || event.type === type).map(({ data }) => data as Told);
  const versions = told().flatMap(({ decision }) => decision?.packs.filter(({ id }) => id === 'CO') ?? []);
  return {
    judgedBy: versions.map(({ version }) => version),
    clearedFor: told('ContactCleared').map(({ template }) => template),
    writtenWith: told('AttemptStarted').map(({ template }) => template),
  };
};

describeOn('kafka', 'what two people agree on in one program', () => {
  let one: Approvals;
  let endDouble: () => Promise<unknown>;
  beforeAll(async () => {
    const double = await startDouble(place);
    endDouble = () => double.process.stop();
    const { brokers } = await testServers.kafka();
    const servers = { eventStore: double.url, brokers, mongo: await testServers.mongo() };
    one = await startApprovals(join(place, 'data'), servers);
  }, 300_000);
  afterAll(async () => {
    await one.close();
    await endDouble();
  });

  /** What is told of contacts that are asked for now, and how many gates judged them. */
  const asked = async () => {
    const those = await one.asks();
    await one.system.settle();
    return { told: (await one.stories(those)).map(toldIn), judges: await one.judges(those) };
  };
  const all = (version: string | undefined, template: Template) =>
    Array.from({ length: EACH }, () => ({
      judgedBy: [version],
      clearedFor: [versionNameOf(template)],
      writtenWith: [template.name],
    }));

  it('is what each gate judges by from its instant on, and the sender writes with, without a restart', async () => {
    const first = await asked();
    expect(first.told).toEqual(all(released, standard));
    expect(first.judges.size).toBe(2);
    await one.agreePack(later, EFFECT.toString());
    await one.agreeTemplate(kinder);
    await one.system.clock.moveTo(BEFORE);
    const before = await asked();
    expect(before.told).toEqual(all(released, kinder));
    await one.system.clock.moveTo(EFFECT);
    const from = await asked();
    expect(from.told).toEqual(all('98.0.0', kinder));
    expect([before.judges, from.judges]).toEqual([first.judges, first.judges]);
    expect(one.parked).toEqual([]);
  }, 300_000);

  it('revokes what was cleared by older law at the last look of a sender, and both gates judge it anew', async () => {
    const { system } = one;
    const taken = system.taken();
    system.signal('outbound-email', 'SIGSTOP');
    const those = await one.asks();
    await waiting(system, those.length);
    await one.agreePack(policy, '2026-01-01T00:00:00Z');
    system.signal('outbound-email', 'SIGCONT');
    await system.settle();
    const ends = (await one.stories(those)).map((story) => story.slice(-3));
    expect(ends.map((story) => story.map(({ type }) => type))).toEqual(
      those.map(() => ['ContactCleared', 'ClearanceRevoked', 'ContactRefused']),
    );
    expect(new Set(ends.map(([, revoked]) => (revoked?.data as Told | undefined)?.moved))).toEqual(
      new Set(['agency-packs']),
    );
    expect((await one.judges(those)).size).toBe(2);
    expect(system.taken()).toBe(taken);
    expect(one.parked).toEqual([]);
  }, 300_000);
});
