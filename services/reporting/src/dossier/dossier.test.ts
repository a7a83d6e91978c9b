import { PersonErased } from '@cauce/contracts';
import { standard } from '@cauce/domain';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { all, type Case, openCase } from '../testing/rig.ts';

let rig: Case;

/** Rules without titles. */
const untitled = () => undefined;

beforeEach(async () => {
  rig = await openCase();
});

afterEach(() => rig.close());

describe('an erasure', () => {
  it('leaves the story without the person', async () => {
    const contact = await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const before = await rig.reporting.timeline(rig.someone.debtorId);
    await rig.keyVault.destroy(rig.someone.debtorId, '2026-02-01T00:00:00.000Z');
    const after = await rig.reporting.timeline(rig.someone.debtorId);
    expect(after.entries.map(({ summary }) => summary)).toEqual(before.entries.map(({ summary }) => summary));
    expect(after.entries[0]?.personal).toEqual({ [rig.someone.debtorId]: '[erased]' });
    expect(await all(rig.reporting.exportContacts())).toMatchObject([
      { debtor: '[erased]', items: [{ debt: '[erased]' }] },
    ]);
    expect(await rig.reporting.explain(contact.contactId, standard)).toMatchObject({
      items: [{ debt: '[erased]' }],
    });
    const { html, verified } = await rig.reporting.dossier(rig.someone.debtorId, untitled);
    expect(verified).toBe(true);
    for (const value of [
      rig.someone.givenName,
      rig.someone.surname,
      rig.someone.documentNumber,
      rig.someone.email,
      'OBL-1',
    ]) {
      expect(html).not.toContain(value);
    }
    await rig.history.append(
      'person',
      rig.someone.debtorId,
      PersonErased.make({ debtorId: rig.someone.debtorId }),
    );
    await rig.reporting.caughtUp();
    const reports = await rig.reporting.rebuild();
    for (const { hash, liveHash } of reports) expect(hash).toBe(liveHash);
    expect(await rig.reporting.references.debtor(rig.someone.documentNumber)).toBe(rig.someone.debtorId);
  });
});

describe('the dossier', () => {
  it('names the agency of a portfolio that has its own', async () => {
    const book = await rig.history.book({ code: 'hogar', agency: 'Cobranzas del Sur' });
    await rig.history.debt(book, rig.someone, { obligation: 'OBL-2', minor: 100, dueDate: '2026-01-10' });
    await rig.reporting.caughtUp();
    const { html } = await rig.reporting.dossier('CLI-9', untitled);
    expect(html).toContain('<th>Agencia</th>');
    expect(html.match(/Cobranzas del Sur/g)).toHaveLength(1);
  });

  it.each([
    ['es', 'Solo de lunes a viernes', 'correo electrónico', 'fuera del horario permitido'],
    ['en', 'Monday to Friday only', 'e-mail', 'outside the hours allowed'],
  ] as const)('speaks in words, not in names of ours, in %s', async (language, title, channel, reason) => {
    await rig.story('D+1', '2026-01-11T14:30:00.000Z').requested();
    await rig.story('D+1', '2026-01-11T14:30:00.000Z').deferred('2026-01-12T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const titleOf = (pack: string, rule: string) =>
      pack === 'CO' && rule === 'CO-HOURS'
        ? { es: 'Solo de lunes a viernes', en: 'Monday to Friday only' }
        : undefined;
    const { html } = await rig.reporting.dossier('CLI-9', titleOf, language);
    for (const words of [title, channel, reason]) expect(html).toContain(words);
    expect(html.replaceAll(/<code>.*?<\/code>|<style>.*?<\/style>/gs, '')).not.toMatch(
      /CO-HOURS|QUIET_HOURS|[a-z]_[a-z]|[A-Z]_[A-Z]/,
    );
  });

  it('shows the text sent, the law cited and the proof, with everything escaped', async () => {
    await rig.delivered('D+1', '2026-01-11T14:30:00.000Z');
    await rig.reporting.caughtUp();
    const { html, verified } = await rig.reporting.dossier('CLI-9', untitled);
    expect(verified).toBe(true);
    expect(html).toContain('&lt;Si ya pagó, haga caso omiso.&gt;');
    expect(html).toContain('Ley 2300 de 2023, art. 3');
    expect(html).toContain('Marisol1 Quiñonez1');
    expect(html).toContain(`contact-${rig.someone.debtorId}`);
    expect(html).not.toContain('Cobranzas del Sur');
    expect(html).not.toMatch(/<(script|img|link|iframe)|https?:|url\(/);
  });
});
