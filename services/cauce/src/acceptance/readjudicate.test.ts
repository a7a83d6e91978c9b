import { Packs, readjudicate } from '@cauce/compliance-gate';
import type { RuleDefinition } from '@cauce/domain';
import { addDays, instantOfMs, msOf, startOfDay } from '@cauce/kernel';
import { eachChange, type PackFile, readPacks, ready, withPack } from '@cauce/rule-packs';
import { EventLog, VirtualClock } from '@cauce/runtime';
import { History } from '@cauce/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { App } from '../host/app.ts';
import { eraseOperation } from '../operations/privacy/erase.ts';
import { freshPlace, removePlaces, withApp } from '../testing/line.ts';
import { bruteForce, type Compared } from './testing/brute-force.ts';
import { type Member, Year } from './testing/year.ts';

/** Two of each jurisdiction; CAUCE_YEAR_DEBTORS=2000 is the full size. */
const DEBTORS = Number(process.env.CAUCE_YEAR_DEBTORS ?? 52);
const MINUTES = 60_000;
/** Milliseconds that a test may take, on a busy machine too. */
const PATIENCE = (10 + DEBTORS / 50) * MINUTES;

const packs = readPacks();
const inForce = new Packs(packs);
const packOf = (jurisdiction: string): PackFile => {
  const found = packs.find((pack) => pack.jurisdiction === jurisdiction);
  if (!found) throw new Error(`there is no pack of ${jurisdiction}`);
  return found;
};

/** Opens at ten at the earliest. */
const later = (rule: RuleDefinition): RuleDefinition =>
  rule.kind === 'hours'
    ? {
        ...rule,
        parameters: {
          ...rule.parameters,
          windows: Object.fromEntries(
            Object.entries(rule.parameters.windows).map(([days, spans]) => [
              days,
              spans.map(([from, to]) => [from < '10:00' ? '10:00' : from, to] as const),
            ]),
          ),
        },
      }
    : rule;

/** No e-mail at all from the middle of the year on. */
const barred = (pack: PackFile): RuleDefinition => ({
  id: `${pack.jurisdiction}-NO-EMAIL`,
  kind: 'barred',
  title: { es: 'Sin correo', en: 'No e-mail' },
  citation: { text: 'Law 1', publication: 'Gazette 1' },
  certainty: 'A',
  inForce: { from: '2026-07-01' },
  appliesTo: { channels: ['email'] },
  parameters: {},
});

const changes = [
  ['CO', 'later hours', (pack: PackFile) => ({ ...pack, rules: pack.rules.map(later) })],
  ['CO', 'a new rule', (pack: PackFile) => ({ ...pack, rules: [...pack.rules, barred(pack)] })],
  ['CO', 'both', (pack: PackFile) => ({ ...pack, rules: [...pack.rules.map(later), barred(pack)] })],
  ['CO', 'one rule less', (pack: PackFile) => ({ ...pack, rules: pack.rules.slice(1) })],
  ['MX', 'nothing', (pack: PackFile) => ({ ...pack, version: '9.9.9' })],
] as const;

const differs = ({ was, now }: Compared): boolean => JSON.stringify(was) !== JSON.stringify(now);
const keyOf = ({ contact, at }: { contact: string; at: string }): string => `${contact} ${at}`;

describe('a year of debtors of every jurisdiction, judged again', () => {
  const { dir } = freshPlace();
  let members: readonly Member[] = [];
  let now = '';
  const app = <T>(work: (app: App) => Promise<T>) => withApp({ dir, now, as: 'one' }, work);

  beforeAll(async () => {
    ({ members, end: now } = await Year.play(dir, DEBTORS));
  }, 2 * PATIENCE);
  afterAll(removePlaces);

  it(
    'comes out as it did, decision for decision',
    async () => {
      const { decisions, equal, changed } = await app(({ folder }) =>
        readjudicate(folder.core.store, inForce),
      );
      process.stdout.write(`${decisions} decisions of ${DEBTORS} debtors\n`);
      expect(changed).toEqual([]);
      expect(equal).toBe(decisions);
      expect(decisions).toBeGreaterThan(5 * DEBTORS);
    },
    PATIENCE,
  );

  it.each(changes)(
    'of %s with %s: what changes is what a comparison by brute force finds, by the rule that alone does it',
    async (jurisdiction, what, change) => {
      const pack = change(packOf(jurisdiction));
      await app(async ({ folder: { core } }) => {
        const found = await readjudicate(core.store, inForce, { pack });
        const expected = (await bruteForce(core.store, ready(withPack(packs, pack)))).filter(differs);
        expect(found.changed.map(keyOf).sort()).toEqual(expected.map(keyOf).sort());
        expect(expected.length > 0).toBe(what !== 'nothing');
        const alone = eachChange(packOf(jurisdiction), pack);
        const doing = new Map<string, ReadonlySet<string>>();
        for (const { rule, pack: one } of alone) {
          const compared = await bruteForce(core.store, ready(withPack(packs, one)));
          doing.set(rule, new Set(compared.filter(differs).map(keyOf)));
        }
        for (const one of found.changed) expect(doing.get(one.rule ?? '')).toContain(keyOf(one));
        const named = new Set(found.changed.map(({ rule }) => rule));
        expect([...named].sort()).toEqual(
          alone
            .filter(({ rule }) => doing.get(rule)?.size)
            .map(({ rule }) => rule)
            .sort(),
        );
      });
    },
    PATIENCE,
  );

  it(
    'comes out as it did after late facts, erasures, and by part of the year',
    async () => {
      const before = now;
      now = startOfDay(addDays(now.slice(0, 10), 3), 'UTC');
      await app(async ({ folder: { core } }) => {
        const clock = new VirtualClock(core.clock.now());
        const history = new History(new EventLog(core.store, core.log.sealer, clock), clock, core.ids);
        const effectiveAt = startOfDay('2026-03-01', 'UTC');
        for (const { owed, someone } of members) {
          await history.pays(owed, 500, { effectiveAt });
          await Year.optsOut(history, core.ids, someone, effectiveAt);
          await Year.moves(history, someone, 'late', 'Pacific/Auckland', ['US-MA']);
        }
      });
      const erased = members.filter((_, at) => at % 5 === 0).slice(0, 20);
      await app(async (one) => {
        const two: App = { ...one, actor: 'principal:two' };
        for (const { someone } of erased) {
          const args = { debtor: someone.debtorId, reason: 'asked for' };
          await eraseOperation(one, args);
          await eraseOperation(two, args);
        }
      });
      await app(async ({ folder: { core } }) => {
        for (const { someone } of erased) expect(await core.vault.erased(someone.debtorId)).toBe(true);
        const all = await readjudicate(core.store, inForce);
        expect(all.changed).toEqual([]);
        const half = startOfDay('2026-07-01', 'UTC');
        const [first, second] = [
          await readjudicate(core.store, inForce, { to: instantOfMs(msOf(half) - 1) }),
          await readjudicate(core.store, inForce, { from: half, to: before }),
        ];
        expect(first.equal).toBeGreaterThan(0);
        expect(second.equal).toBeGreaterThan(0);
        expect(first.equal + second.equal).toBe(all.decisions);
      });
    },
    PATIENCE,
  );
});
