import { type Facts, type Mark, type PersonalHours, type Proposal, weekdaysIn } from '@cauce/domain';
import { holidaysOf, ownPacks } from '@cauce/rule-packs';

const ZONE = 'America/Bogota';
const DATE_LENGTH = 10;

/** A wall clock of Bogotá, which keeps one offset. */
const wallOf = (at: string) => {
  const wall = new Date(Date.parse(at) - 5 * 3_600_000);
  const day = Math.floor(wall.getTime() / 86_400_000);
  return {
    date: wall.toISOString().slice(0, DATE_LENGTH),
    day,
    monday: day - ((day + 3) % 7),
    weekday: wall.getUTCDay(),
    minute: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
};

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Tells whether a wall clock stands in some hours. */
const within = (hours: readonly PersonalHours[] = []): ((wall: ReturnType<typeof wallOf>) => boolean) => {
  const known = hours.map(({ days, from, to, lastDay = '9999-12-31' }) => ({
    weekdays: days.flatMap(weekdaysIn),
    from: minutesOf(from),
    to: minutesOf(to),
    lastDay,
  }));
  return ({ date, weekday, minute }) =>
    known.some(
      ({ weekdays, from, to, lastDay }) =>
        date <= lastDay && weekdays.includes(weekday) && from <= minute && minute < to,
    );
};

const ALIKE = ['call', 'ivr'];

const isAbout = ({ debtIds, channels, addressId }: Mark, { debtId, channel, address }: Proposal): boolean =>
  (debtIds?.includes(debtId) ?? true) &&
  (channels?.some((one) => one === channel || (ALIKE.includes(one) && ALIKE.includes(channel))) ?? true) &&
  (addressId === undefined || addressId === address?.id);

const holds = ({ since = '', lastDay = '9999-12-31' }: Mark, at: string, date: string): boolean =>
  (since.length === DATE_LENGTH ? since <= date : since <= at) && date <= lastDay;

const WORK = ['work_phone', 'work_mail', 'email_work'];
const HOME = ['home_mail', 'landline_home'];

/** What the conditions of Colombia's rules look at, for proposals to one person, who is in Bogotá. */
export const colombianFacts = ({ history, standing = {} }: Facts) => {
  const holidays = ownPacks().find(({ jurisdiction }) => jurisdiction === 'CO')?.holidays;
  if (!holidays) throw new Error(`the pack of ${ZONE} names no holidays`);
  const ofYear = holidaysOf(holidays);
  const isHoliday = (date: string) => ofYear(Number(date.slice(0, 4))).has(date);
  const direct = history
    .filter(({ direction, outcome }) => direction === 'out' || ['conversation', 'replied'].includes(outcome))
    .map((contact) => ({ ...contact, wall: wallOf(contact.at) }));
  const { marks = [], sessions = [], authorisedChannels } = standing;
  const isUnwished = within(standing.inconvenient);
  const isAgreed = within(standing.agreed);
  return {
    /** Asked by every rule's first condition, so worked out for each run. */
    always: (proposal: Proposal) => {
      const { at, channel, purpose = 'collect', person = 'debtor', address, content } = proposal;
      const wall = wallOf(at);
      const holding = marks.filter((mark) => isAbout(mark, proposal) && holds(mark, at, wall.date));
      const places = (kind: Mark['kind']) =>
        holding.flatMap((mark) => (mark.kind === kind ? (mark.place ?? []) : []));
      const there = places('at_place');
      const thisWeek = direct.filter(
        (past) => past.wall.monday >= wall.monday && (past.person ?? 'debtor') === person,
      );
      return {
        weekday: wall.weekday,
        minute: wall.minute,
        holiday: isHoliday(wall.date),
        contactsToday: thisWeek.filter((past) => past.wall.day >= wall.day).length,
        otherChannelsThisWeek: thisWeek.filter((past) => past.channel !== channel).length,
        channel,
        purpose,
        channelAuthorised: authorisedChannels?.includes(channel) ?? true,
        role: person.split(':', 1)[0],
        asksReason: content?.asks_reason_for_default ?? false,
        marks: holding.map(({ kind }) => kind),
        unwishedHour: isUnwished(wall),
        unwishedPlace: places('inconvenient_place').some(
          (place) => there.includes(place) || (place === 'work' ? WORK : HOME).includes(address?.kind ?? ''),
        ),
      };
    },
    /** Asked where a rule would bite. */
    exceptions: {
      onlyConfirmation: ({ content }: Proposal) => content?.only_confirmation ?? false,
      agreedHour: ({ at }: Proposal) => isAgreed(wallOf(at)),
      inSession: ({ at, channel }: Proposal) =>
        sessions.some((session) => session.channel === channel && session.from <= at && at < session.to),
      oneAnswer: ({ answers, channel }: Proposal) =>
        answers !== undefined &&
        history.some((past) => past.id === answers && past.direction === 'in' && past.channel === channel) &&
        !history.some((past) => past.direction === 'out' && past.answers === answers),
    },
  };
};
