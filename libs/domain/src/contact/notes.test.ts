import { ClearanceRevoked, PersonNoted, PersonNoteEnded } from '@cauce/contracts';
import { describe, expect, it } from '@jest/globals';
import type { PersonFact, PersonNote } from '../note/noted.ts';
import { clearanceId, cleared, contactId, key, known, started } from '../testing/contact-samples.ts';
import { debtOf, debtorId, idOf } from '../testing/samples.ts';
import type { NotePerson } from './commands.ts';
import { lawAddressOf, roleOfPerson } from './reached.ts';
import { standingOf } from './standing.ts';

const since = '2026-03-05T15:00:00.000Z';
const noteId = idOf('note');
const optOut: PersonFact = { kind: 'medium_opt_out', channels: ['sms'] };
const noteOf = (fact: PersonFact, told: Partial<NotePerson> = {}): NotePerson => ({
  kind: 'note',
  noteId,
  fact,
  since,
  text: null,
  ...told,
});
const noted = PersonNoted.make({ debtorId, noteId, ...optOut }, { effectiveAt: since });
const revoked = ClearanceRevoked.make({ ...key, clearanceId, moved: `contact-${debtorId}` });

describe('a note about a person', () => {
  it('holds until it is ended; what was written is sealed', () => {
    const personal = [{ subject: debtorId, fields: { text: 'No más mensajes' } }];
    const after = known.when(noteOf(optOut, { text: 'No más mensajes' })).gives({ ...noted, personal });
    expect(after.state?.notes).toEqual([{ noteId, ...optOut, since }]);
    const over = after.when({ kind: 'end-note', noteId }).gives(PersonNoteEnded.make({ debtorId, noteId }));
    expect(over.state?.notes).toEqual([]);
    over.when({ kind: 'end-note', noteId }).changesNothing();
  });

  it('that says what stands changes nothing', () => {
    known
      .and(noted)
      .when(noteOf(optOut, { noteId: idOf('again') }))
      .changesNothing();
  });

  it('holds from now on though it was told that it would later', () => {
    const later = noteOf(optOut, { noteId: idOf('later'), since: '2099-01-01T00:00:00.000Z' });
    expect(known.when(later).after.when(noteOf(optOut)).events).toHaveLength(1);
  });

  it.each(['sms_consent', 'repayment_plan'] as const)('counts anew when it is a %s given anew', (kind) => {
    const first = noteOf({ kind });
    const given = known.when(first).after;
    given.when({ ...first, noteId: idOf('again') }).changesNothing();
    const later = { ...first, noteId: idOf('later'), since: '2026-04-05T15:00:00.000Z' };
    expect(given.when(later).events).toHaveLength(1);
  });

  it('replaces what was authorised last, were it by what was authorised first', () => {
    const authorises = (...channels: ('email' | 'sms')[]) =>
      noteOf({ kind: 'authorised_channels', channels }, { noteId: idOf(channels.join()) });
    const both = known.when(authorises('email')).after.when(authorises('email', 'sms')).after;
    const again = both.when({ ...authorises('email'), noteId: idOf('again') }).after;
    expect(again.state?.notes.at(-1)?.channels).toEqual(['email']);
  });

  it('revokes what is cleared, and only that', () => {
    const after = known.and(cleared).when(noteOf(optOut)).gives(noted, revoked);
    expect(after.state?.contacts.get(contactId)).toMatchObject({ status: 'revoked', clearance: null });
    known.and(cleared, started).when(noteOf(optOut)).gives(noted);
    expect(known.and(noted, cleared).when({ kind: 'end-note', noteId }).events).toHaveLength(2);
  });
});

it('a contact that Cauce did not make revokes what is cleared: it counts too', () => {
  const { creditorId } = key;
  const what = { channel: 'call', direction: 'out', outcome: 'conversation' } as const;
  const told = { logId: idOf('log'), at: since, creditorId, debtIds: [], pointId: null, text: null };
  const { events } = known.and(cleared).when({ kind: 'log', ...what, ...told });
  expect(events.map(({ type }) => type)).toEqual(['ContactLogged', 'ClearanceRevoked']);
});

describe('what the law is told', () => {
  const person = known.state;
  if (!person) throw new Error('nobody is known');
  const told = (...facts: PersonFact[]) => {
    const notes = facts.map((fact, n): PersonNote => ({ ...fact, noteId: idOf(`${n}`), since }));
    return { ...person, notes };
  };
  const standing = (...facts: PersonFact[]) => standingOf(told(...facts), debtOf(), null);

  it('is nothing where nobody told anything', () => {
    expect(standing()).toBeUndefined();
  });

  it('are marks with what confines them', () => {
    const lastDay = '2026-05-04';
    expect(
      standing(optOut, { kind: 'breathing_space', lastDay }, { kind: 'inconvenient_place', place: 'work' }),
    ).toMatchObject({
      marks: [
        { kind: 'medium_opt_out', since, channels: ['sms'] },
        { kind: 'breathing_space', since, lastDay },
        { kind: 'inconvenient_place', since, place: 'work' },
      ],
    });
  });

  it('are hours, consents, channels and notices, of the debt or of all', () => {
    const hours = [{ days: ['mon-fri'], begin: '12:00', end: '14:00' }];
    const lastDay = '2026-05-04';
    expect(
      standing(
        { kind: 'inconvenient_hours', hours, lastDay },
        { kind: 'agreed_hours', hours },
        { kind: 'sms_consent' },
        { kind: 'authorised_channels', channels: ['email', 'sms'] },
        { kind: 'authorised_channels', channels: ['email'] },
        { kind: 'validation_notice', sentOn: '2026-03-01', returned: '2026-03-09' },
        { kind: 'validation_notice', sentOn: '2026-03-02', debtIds: [idOf('another')] },
      ),
    ).toEqual({
      marks: [],
      inconvenient: [{ days: ['mon-fri'], from: '12:00', to: '14:00', lastDay }],
      agreed: [{ days: ['mon-fri'], from: '12:00', to: '14:00' }],
      consents: [{ kind: 'sms', at: since }],
      authorisedChannels: ['email'],
      reportingNotices: [],
      validationNotices: [{ sentOn: '2026-03-01', returned: '2026-03-09' }],
    });
  });

  it('are what is known of the address, and the dispute of the debt', () => {
    const notes = [{ noteId, kind: 'wrong_number' as const, since }];
    const debt = debtOf('debt', { disputes: [{ disputeId: noteId, receivedAt: since }] });
    expect(standingOf(person, debt, { pointId: idOf('home'), notes })).toMatchObject({
      marks: [{ kind: 'wrong_number', since, addressId: idOf('home') }],
      dispute: { receivedAt: since, debtIds: [idOf('debt')] },
    });
  });

  it('is the dispute that was received first', () => {
    const early = '2026-03-01T15:00:00.000Z';
    const disputes = [since, early].map((receivedAt) => ({ disputeId: idOf(receivedAt), receivedAt }));
    expect(standingOf(person, debtOf('debt', { disputes }), null)?.dispute?.receivedAt).toBe(early);
  });

  it('is that somebody is a minor or elder', () => {
    expect(
      [told(), told({ kind: 'elder' }), told({ kind: 'elder' }, { kind: 'minor' })].map(roleOfPerson),
    ).toEqual(['debtor', 'elder', 'minor']);
  });

  it.each([
    ['email', null, 'email', 'email'],
    ['email', 'Correo de la oficina', 'email', 'email_work'],
    ['phone', 'Teléfono móvil', 'call', 'mobile'],
    ['phone', 'work', 'sms', 'work_phone'],
    ['phone', null, 'sms', 'mobile'],
    ['phone', 'otro', 'call', undefined],
    ['postal', 'Casa', 'letter', 'home_mail'],
  ] as const)('is what an address is: %s "%s" by %s', (kind, label, channel, expected) => {
    const [point] = person.points;
    if (!point) throw new Error('no address is known');
    expect(lawAddressOf({ ...point, kind, label }, channel).kind).toBe(expected);
  });
});
