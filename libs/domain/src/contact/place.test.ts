import { ContactPointAdded, ContactPointInvalidated, DebtorRegistered } from '@cauce/contracts';
import { given } from '@cauce/testing';
import { describe, expect, it } from '@jest/globals';
import { debtorId, emailAdded, idOf, registered } from '../testing/samples.ts';
import { contact } from './contact.ts';
import { placeOf } from './place.ts';

const point = (name: string, kind: 'phone' | 'postal', zones: string[], regions: string[] = []) =>
  ContactPointAdded.make({
    debtorId,
    pointId: idOf(name),
    kind,
    label: null,
    source: null,
    channels: [],
    regions,
    zones,
  });

const place = (...events: Parameters<typeof given>[1][]) => {
  const { state } = given(contact, ...events);
  return state && placeOf(state, 'America/Bogota');
};

describe('where a person may be', () => {
  it('is the portfolio’s zone where nothing on file says more', () => {
    const expected = { zones: ['America/Bogota'], basis: 'portfolio', regions: [] };
    expect(place(registered)).toEqual(expected);
    expect(place(registered, emailAdded('home'))).toEqual(expected);
  });

  it('is every zone of the phones and addresses on file', () => {
    expect(
      place(
        registered,
        point('phone', 'phone', ['America/New_York']),
        point('house', 'postal', ['America/Chicago', 'America/New_York'], ['US-TX', 'US-NYC']),
      ),
    ).toEqual({
      zones: ['America/Chicago', 'America/New_York'],
      basis: 'on_file',
      regions: ['US-NYC', 'US-TX'],
    });
  });

  it('is nowhere known where an address on file tells no zone: the portfolio does not guess', () => {
    expect(place(registered, point('phone', 'phone', []))).toEqual({
      zones: [],
      basis: 'on_file',
      regions: [],
    });
  });

  it('forgets what is not valid any more', () => {
    const gone = ContactPointInvalidated.make({ debtorId, pointId: idOf('phone'), reason: 'wrong' });
    expect(place(registered, point('phone', 'phone', ['America/Lima']), gone)).toMatchObject({
      basis: 'portfolio',
    });
  });

  it('is the explicit zone where there is one, and still in the regions of the addresses', () => {
    const explicit = DebtorRegistered.make({ ...registered.data, zone: 'America/Denver' });
    expect(place(explicit, point('house', 'postal', ['America/New_York'], ['US-NYC']))).toEqual({
      zones: ['America/Denver'],
      basis: 'explicit',
      regions: ['US-NYC'],
    });
  });
});
