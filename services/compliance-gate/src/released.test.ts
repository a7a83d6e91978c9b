import { RulePackPublished } from '@cauce/contracts';
import type { PackFile } from '@cauce/rule-packs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GateController } from './gate.controller.ts';
import { Gate } from './gate.ts';
import { Packs } from './packs.ts';
import { readjudicate } from './readjudicate.ts';
import { type GateRig, openGate, packOf } from './testing/rig.ts';

let rig: GateRig;
beforeEach(async () => {
  rig = await openGate();
});
afterEach(() => rig.close());

/** The pack of the rig with sources and a version as files have them. */
const release = (version: string, rules: (pack: PackFile) => PackFile['rules']): PackFile => ({
  ...packOf('debtor'),
  version,
  rules: rules(packOf('debtor')).map((rule) => ({
    ...rule,
    citation: { ...rule.citation, publication: 'Diario 1' },
  })),
});
const first = release('1.0.0', ({ rules }) => rules);
const second = release('1.1.0', ({ rules }) => rules.filter(({ id }) => id !== 'HOURS'));

const publish = (pack: PackFile, content: object | null = pack) =>
  rig.history.append(
    'rulepack',
    'CO',
    RulePackPublished.make({
      name: 'CO',
      version: pack.version,
      digest: 'd',
      content: content && { ...content },
    }),
  );

/** Decisions of the night under a release, then its successor is started. */
const upgraded = async (content?: null) => {
  const { history, core } = rig;
  await publish(first, content);
  history.at('2026-03-12T02:00:00.000Z');
  const asked = await rig.request();
  await new GateController(core, new Gate(core, new Packs([first]))).whenRequested(asked as never);
  history.at('2026-03-12T03:00:00.000Z');
  await publish(second);
  return core.store;
};

describe('the packs of an earlier release', () => {
  it('are found on the log: what it decided comes out as it did under its successor', async () => {
    const again = await readjudicate(await upgraded(), new Packs([second]));
    expect(again).toEqual({ decisions: 1, equal: 1, changed: [] });
  });

  it('are replaced by those of the running release where only their digest is known', async () => {
    const { changed } = await readjudicate(await upgraded(null), new Packs([second]));
    expect(changed).toMatchObject([{ was: 'defer', now: 'allow', rule: 'HOURS' }]);
  });

  it('lack what only a later one brought', async () => {
    const store = await upgraded();
    const [hours] = first.rules;
    const night = {
      ...first,
      jurisdiction: 'ZZ',
      members: ['*'],
      rules: hours ? [{ ...hours, id: 'NIGHT' }] : [],
    };
    await rig.history.append(
      'rulepack',
      'ZZ',
      RulePackPublished.make({ name: 'ZZ', version: '1.0.0', digest: 'd', content: { ...night } }),
    );
    expect(await readjudicate(store, new Packs([second, night]))).toMatchObject({ decisions: 1, equal: 1 });
  });
});
