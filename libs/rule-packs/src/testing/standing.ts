import type { Mark, MarkKind, Notice, PersonalHours, Standing } from '@cauce/domain';
import type { DateText, InstantText } from '@cauce/kernel';
import fc from 'fast-check';
import { CONSENTS, MARKS } from '../words.ts';
import {
  addressId,
  channel,
  dateNear,
  debts,
  instantNear,
  oneOf,
  rarely,
  sometimes,
  sparse,
} from './near.ts';

const markNear = (day: DateText): fc.Arbitrary<Mark> =>
  sparse<Mark>(
    fc.record({
      kind: oneOf<MarkKind>(MARKS),
      since: sometimes(fc.oneof(instantNear(day, 5, 3), dateNear(day, 35, 3))),
      lastDay: sometimes(dateNear(day, 1, 6)),
      debtIds: rarely(debts),
      channels: rarely(fc.uniqueArray(channel, { minLength: 1, maxLength: 3 })),
      addressId: rarely(addressId),
      place: sometimes(fc.constantFrom('home', 'work')),
    }),
  );

const time = fc
  .integer({ min: 0, max: 48 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);

const hoursNear = (day: DateText): fc.Arbitrary<PersonalHours> =>
  sparse<PersonalHours>(
    fc
      .record({
        days: fc.constantFrom(['mon-fri'], ['sat', 'sun'], ['mon-sun'], ['tue']),
        ends: fc.uniqueArray(time, { minLength: 2, maxLength: 2 }),
        lastDay: sometimes(dateNear(day, 2, 4)),
      })
      .map(({ days, ends, lastDay }) => {
        const [from = '00:00', to = '24:00'] = ends.toSorted();
        return { days, from, to, lastDay };
      }),
  );

const noticeNear = (day: DateText): fc.Arbitrary<Notice> =>
  sparse<Notice>(
    fc.record({
      sentOn: dateNear(day, 40, 0),
      returned: sometimes(fc.oneof(fc.constant(true as const), dateNear(day, 20, 5))),
    }),
  );

/** What is known besides contacts: mostly little. */
export const standingNear = (day: DateText): fc.Arbitrary<Standing> =>
  sparse<Standing>(
    fc.record({
      marks: sometimes(fc.array(markNear(day), { maxLength: 4 })),
      inconvenient: sometimes(fc.array(hoursNear(day), { maxLength: 2 })),
      agreed: sometimes(fc.array(hoursNear(day), { maxLength: 2 })),
      consents: fc.array(
        sparse<{ kind: (typeof CONSENTS)[number]; at: InstantText }>(
          fc.record({ kind: oneOf(CONSENTS), at: sometimes(instantNear(day, 62, 2)) }),
        ),
        { maxLength: 3 },
      ),
      authorisedChannels: rarely(fc.uniqueArray(channel, { maxLength: 6 })),
      sessions: sometimes(
        fc.array(fc.record({ channel, from: instantNear(day, 1, 1), to: instantNear(day, 1, 2) }), {
          maxLength: 2,
        }),
      ),
      reportingNotices: rarely(fc.array(noticeNear(day), { maxLength: 3 })),
      validationNotices: rarely(fc.array(noticeNear(day), { maxLength: 3 })),
      dispute: rarely(
        sparse<NonNullable<Standing['dispute']>>(
          fc.record({ receivedAt: instantNear(day, 5, 1), debtIds: sometimes(debts) }),
        ),
      ),
    }),
  );
