import { type ContactChannel, contact, contactHistory, type NoteKind } from '@cauce/domain';
import { readPacks, ruleTitles } from '@cauce/rule-packs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { App } from '../../host/app.ts';
import { bookOf, OTHER, ZOILA } from '../../testing/book.ts';
import { leaksIn } from '../../testing/bytes.ts';
import { endOf, freshPlace, removePlaces, withApp } from '../../testing/line.ts';
import { explainOperation } from '../explain/explain.ts';
import { importOperation } from '../intake/import.ts';
import { eraseOperation } from '../privacy/erase.ts';
import { endNoteOperation } from './end-note.ts';
import { logContactOperation } from './log-contact.ts';
import { type NoteArgs, noteOperation } from './note.ts';

const now = endOf('2026-02-20');
const debtor = ZOILA.document;
const WORDS = 'dijo que no la llamen al trabajo, Ñandubay 17';

/** Another debt of the same debtor. */
const SECOND = { ...ZOILA, obligation: 'SEGUNDA-1' };

let dir: string;
beforeAll(async () => {
  const place = freshPlace();
  dir = place.dir;
  const file = place.file('book.csv', bookOf([ZOILA, OTHER, SECOND]));
  await withApp({ dir, now }, (app) => importOperation(app, { file, mapping: 'cauce' }));
});
afterAll(removePlaces);

const note = (app: App, kind: NoteKind, parts: Partial<NoteArgs> = {}) =>
  noteOperation(app, { debtor, kind, ...parts });

const notesIn = async (app: App) => {
  await app.reporting.caughtUp();
  const { entries } = await app.reporting.timeline(debtor, { language: 'es' });
  const notes = entries.filter(({ type }) => /Note|Dispute/.test(type));
  // Streams of one instant come in the order of their ids, which differ between installations.
  return notes
    .map(({ at, summary }) => ({ at, summary }))
    .sort((a, b) => a.at.localeCompare(b.at) || a.summary.localeCompare(b.summary));
};

it('is taken down once, shown in the timeline and the dossier, and ended', () =>
  withApp({ dir, now }, async (app) => {
    const { events } = await app.folder.core.store.readAll({ after: null, limit: 5_000 });
    const optOut = { channels: ['sms', 'whatsapp'], since: '2026-02-10' } as const;
    expect(await note(app, 'medium_opt_out', optOut)).toMatchObject({ noted: true });
    expect(await note(app, 'medium_opt_out', optOut)).toMatchObject({ noted: false });
    const hours = ['mon-fri 12:00-14:00', 'sat,sun 00:00-24:00'];
    await note(app, 'inconvenient_hours', { hours, until: '2026-12-31', text: WORDS });
    await note(app, 'address_opt_out', { address: ZOILA.email });
    await note(app, 'wrong_number', { address: ZOILA.phone });
    await note(app, 'dispute', { debts: [ZOILA.obligation], since: '2026-02-15T15:00:00-05:00' });
    const shown = await notesIn(app);
    expect(shown).toEqual([
      { at: '2026-02-10T05:00:00.000Z', summary: 'Anotado: no quiere el canal: SMS, WhatsApp' },
      { at: '2026-02-15T20:00:00.000Z', summary: 'Impugna la deuda' },
      {
        at: now,
        summary: `Anotado: horas no deseadas: mon-fri 12:00-14:00, sat,sun 00:00-24:00, hasta 2026-12-31: ${WORDS}`,
      },
      { at: now, summary: 'Anotado: no usar esta dirección' },
      { at: now, summary: 'Anotado: número equivocado' },
    ]);
    const { html } = await app.reporting.dossier(debtor, ruleTitles(readPacks()));
    expect(html).toContain('Anotado: no quiere el canal: SMS, WhatsApp');
    expect(html).toContain(WORDS);

    expect(await endNoteOperation(app, { debtor, kind: 'medium_opt_out' })).toMatchObject({ ended: 1 });
    expect(await endNoteOperation(app, { debtor, kind: 'medium_opt_out' })).toMatchObject({ ended: 0 });
    const { obligation: debt, email: address } = ZOILA;
    expect(await endNoteOperation(app, { debtor, kind: 'dispute', debt })).toMatchObject({ ended: 1 });
    expect(await endNoteOperation(app, { debtor, kind: 'address_opt_out', address })).toMatchObject({
      ended: 1,
    });
    expect(await notesIn(app)).toHaveLength(8);
    const after = await app.folder.core.store.readAll({ after: null, limit: 5_000 });
    const types = after.events.slice(events.length).map(({ type }) => type);
    expect(types).toEqual([
      'PersonNoted',
      'PersonNoted',
      'AddressNoted',
      'AddressNoted',
      'DisputeReceived',
      'PersonNoteEnded',
      'DisputeResolved',
      'AddressNoteEnded',
    ]);
  }));

it.each<[string, NoteKind, Partial<NoteArgs>, RegExp]>([
  ['an unknown kind', 'mood' as NoteKind, {}, /one of active_debt, .*"mood"/],
  ['a channel that is none', 'medium_opt_out', { channels: ['pigeon' as 'sms'] }, /one of email, .*"pigeon"/],
  ['too little', 'medium_opt_out', {}, /^channels must be given with medium_opt_out$/],
  ['too much', 'minor', { channels: ['sms'] }, /^channels cannot be given with minor$/],
  ['hours that are none', 'agreed_hours', { hours: ['mon-fri 14:00-12:00'] }, /written like/],
  ['days that are none', 'agreed_hours', { hours: ['lun-vie 12:00-14:00'] }, /written like/],
  [
    'an address of somebody else',
    'wrong_number',
    { address: OTHER.phone },
    /^address must be one that the debtor has on file/,
  ],
  ['a debt of somebody else', 'dispute', { debts: [OTHER.obligation] }, /no debt of this debtor/],
  ['a day that is none', 'cease', { since: '2026-02-30' }, /must be a date/],
  [
    'channels to come',
    'authorised_channels',
    { channels: ['sms'], since: '2026-02-22' },
    /holds once it is told/,
  ],
  ['a last day that is over', 'cease', { until: '2026-02-19' }, /over before it holds/],
  ['a day without another after it', 'cease', { until: '9999-12-31' }, /must be a date/],
  ['an instant in no usual year', 'cease', { since: '9999-12-31T23:00:00-05:00' }, /must be an instant/],
])('is refused with %s', (_what, kind, parts, reason) =>
  withApp({ dir, now }, async (app) => {
    await expect(note(app, kind, parts)).rejects.toThrow(reason);
  }),
);

it('holds on for the other debts when it is ended for one of them', () =>
  withApp({ dir, now }, async (app) => {
    const debts = [ZOILA.obligation, SECOND.obligation];
    const { debtorId } = await note(app, 'breathing_space', { debts, until: '2026-05-01' });
    const stands = async () => (await app.folder.core.log.load(contact, debtorId))?.notes ?? [];
    const [before] = (await stands()).slice(-1);
    const end = (debt: string) => endNoteOperation(app, { debtor, kind: 'breathing_space', debt });
    expect(await end(ZOILA.obligation)).toMatchObject({ ended: 1 });
    const debtIds = before?.debtIds?.slice(1);
    expect((await stands()).at(-1)).toEqual({ ...before, noteId: expect.any(String), debtIds });
    expect(await end(ZOILA.obligation)).toMatchObject({ ended: 0 });
    expect(await end(SECOND.obligation)).toMatchObject({ ended: 1 });
    expect((await stands()).filter(({ kind }) => kind === 'breathing_space')).toEqual([]);
  }));

it('holds on for the other channels when it is ended for some of them', () =>
  withApp({ dir, now }, async (app) => {
    const { debtorId } = await note(app, 'medium_opt_out', { channels: ['sms', 'email', 'call'] });
    await note(app, 'medium_opt_out', { channels: ['whatsapp'], until: '2026-05-01' });
    const stands = async () => {
      const notes = (await app.folder.core.log.load(contact, debtorId))?.notes ?? [];
      return notes.filter(({ kind }) => kind === 'medium_opt_out').map(({ noteId: _, ...fact }) => fact);
    };
    const [all, until] = await stands();
    const end = (...channels: ContactChannel[]) =>
      endNoteOperation(app, { debtor, kind: 'medium_opt_out', channels });
    expect(await end('email', 'call')).toMatchObject({ ended: 1 });
    expect(await stands()).toEqual([until, { ...all, channels: ['sms'] }]);
    expect(await end('email')).toMatchObject({ ended: 0 });
    expect(await end('sms', 'whatsapp')).toMatchObject({ ended: 2 });
    expect(await stands()).toEqual([]);
    const wrong = { debtor, kind: 'cease', channels: ['sms'] } as const;
    await expect(endNoteOperation(app, wrong)).rejects.toThrow('channels cannot be given with cease');
    await expect(end('pigeon' as 'sms')).rejects.toThrow(/one of email, .*"pigeon"/);
  }));

it('a contact by hand counts like one of ours, once', () =>
  withApp({ dir, now }, async (app) => {
    const call = {
      debtor,
      channel: 'call',
      direction: 'out',
      outcome: 'conversation',
      debts: [ZOILA.obligation],
      address: ZOILA.phone,
      at: '2026-02-19T15:00:00Z',
      agreesToCalls: '2026-02-23',
    } as const;
    const { debtorId, logId, logged } = await logContactOperation(app, call);
    expect(logged).toBe(true);
    expect(await logContactOperation(app, call)).toMatchObject({ logged: false });
    const person = await app.folder.core.log.load(contact, debtorId);
    expect(person && contactHistory(person, now)).toMatchObject([
      {
        at: '2026-02-19T15:00:00.000Z',
        channel: 'call',
        direction: 'out',
        outcome: 'conversation',
        agreesToCalls: { onlyDay: '2026-02-23' },
      },
    ]);
    await app.reporting.caughtUp();
    const { entries } = await app.reporting.timeline(debtor, { language: 'es' });
    const shown = entries.filter(({ type }) => type === 'ContactLogged');
    expect(shown).toMatchObject([
      {
        summary: 'Contacto al deudor, llamada: conversación, acepta llamadas 2026-02-23',
        contactId: logId,
      },
    ]);
    await expect(explainOperation(app, { contact: logId })).rejects.toThrow(
      /logged by hand was judged by nobody/,
    );
    const later = { ...call, at: '2027-02-19T15:00:00Z' };
    await expect(logContactOperation(app, later)).rejects.toThrow('at must be an instant that has come');
    await expect(logContactOperation(app, { ...call, debts: [] })).rejects.toThrow('at least one debt');
    const vague = { ...call, agreesToCalls: 'maybe' };
    await expect(logContactOperation(app, vague)).rejects.toThrow('must be a date');
  }));

it('survives an erasure without what was written', () =>
  withApp({ dir, now, as: 'one' }, async (app) => {
    await note(app, 'cease', { text: WORDS });
    await eraseOperation(app, { debtor, reason: 'asked' });
    await eraseOperation({ ...app, actor: 'principal:two' }, { debtor });
    const shown = (await notesIn(app)).map(({ summary }) => summary);
    expect(shown).toContain('Anotado: pidió no ser contactada: [erased]');
    expect(leaksIn(dir, [WORDS])).toEqual([]);
    expect(await app.folder.core.ledger.verify()).toMatchObject({ ok: true });
  }));
