import { AdvisorAssigned, ClearanceRevoked, ContactPointInvalidated, DebtorChanged } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { clearanceId, cleared, key, known } from '../testing/contact-samples.ts';
import { creditorId, debtorId, emailAdded, idOf, registered } from '../testing/samples.ts';
import type { AddPoint, AssignAdvisor, DescribePerson } from './commands.ts';
import { contact } from './contact.ts';
import { pointsFor } from './state.ts';

const describePerson: DescribePerson = {
  kind: 'describe',
  debtorId,
  personKind: 'natural',
  country: 'CO',
  documentType: 'CC',
  language: null,
  zone: null,
  digest: 'person-1',
  names: { documentNumber: '1030000001', givenName: 'Marisol' },
};
const addEmail = (name: string): AddPoint => ({
  kind: 'add-point',
  pointId: idOf(name),
  pointKind: 'email',
  label: null,
  source: null,
  channels: ['email'],
  regions: [],
  zones: [],
  value: `${name}@correo.example`,
});

describe('who the person is', () => {
  it('is registered once', () => {
    given(contact).when(describePerson).gives(registered).when(describePerson).changesNothing();
  });

  it('changes when something differs, and keeps points and contacts', () => {
    const names = { ...describePerson.names, givenName: 'Marisol Inés' };
    const after = given(contact, registered, emailAdded('home'))
      .when({ ...describePerson, digest: 'person-2', names })
      .gives(
        DebtorChanged.make(
          { ...registered.data, digest: 'person-2' },
          { personal: [{ subject: debtorId, fields: names }] },
        ),
      );
    expect(after.state).toMatchObject({ digest: 'person-2', at: { revision: 2 }, points: [{ valid: true }] });
  });

  it('has no points, advisors or contacts before', () => {
    given(contact).when(addEmail('home')).changesNothing();
    expect(given(contact, emailAdded('home')).state).toBeNull();
  });
});

describe('where the person is reached', () => {
  it('is learned once, the value sealed', () => {
    const after = given(contact, registered).when(addEmail('home')).gives(emailAdded('home'));
    after.when(addEmail('home')).changesNothing();
    expect(after.state?.points).toMatchObject([{ pointId: idOf('home'), valid: true, at: { revision: 1 } }]);
  });

  it('does not become valid again because a file names it again', () => {
    const bad = ContactPointInvalidated.make({ debtorId, pointId: idOf('home'), reason: '5.1.1' });
    const after = given(contact, registered, emailAdded('home'), bad).when(addEmail('home')).changesNothing();
    expect(after.state && pointsFor(after.state, 'email')).toEqual([]);
  });

  it('is tried in the order in which it was learned, by channel', () => {
    const { state } = given(contact, registered, emailAdded('b'), emailAdded('a'));
    expect(state && pointsFor(state, 'email').map(({ pointId }) => pointId)).toEqual([idOf('b'), idOf('a')]);
    expect(state && pointsFor(state, 'sms')).toEqual([]);
  });
});

it('what was cleared is judged anew where the person may be somewhere else', () => {
  const revoked = ClearanceRevoked.make({ ...key, clearanceId, moved: `contact-${debtorId}` });
  const moved = known.and(cleared).when({ ...describePerson, digest: 'person-2', zone: 'Asia/Tokyo' });
  expect(moved.events.at(-1)).toEqual(revoked);
  known.and(cleared).when(addEmail('third')).gives(emailAdded('third'), revoked);
});

describe('an advisor', () => {
  const assign: AssignAdvisor = {
    kind: 'assign',
    creditorId,
    advisorId: idOf('advisor'),
    supervisorId: idOf('supervisor'),
    digest: 'staff-1',
    advisor: { givenName: 'Rosa' },
    supervisor: { givenName: 'Elías' },
  };
  const data = {
    debtorId,
    creditorId,
    advisorId: idOf('advisor'),
    supervisorId: idOf('supervisor'),
    digest: 'staff-1',
  };

  it('is assigned once per creditor, each name under its own key', () => {
    const after = given(contact, registered)
      .when(assign)
      .gives(
        AdvisorAssigned.make(data, {
          personal: [
            { subject: idOf('advisor'), fields: { givenName: 'Rosa' } },
            { subject: idOf('supervisor'), fields: { givenName: 'Elías' } },
          ],
        }),
      );
    after.when(assign).changesNothing();
    expect(after.when({ ...assign, creditorId: idOf('other') }).events).toHaveLength(1);
  });

  it('may have no supervisor', () => {
    given(contact, registered)
      .when({ ...assign, supervisorId: null, supervisor: null })
      .gives(
        AdvisorAssigned.make(
          { ...data, supervisorId: null },
          { personal: [{ subject: idOf('advisor'), fields: { givenName: 'Rosa' } }] },
        ),
      );
  });
});
