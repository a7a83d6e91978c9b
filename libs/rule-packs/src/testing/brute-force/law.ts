import type { Exception, Facts, MarkKind, Proposal, RuleDefinition, Scope } from '@cauce/domain';
import { weekdaysIn } from '@cauce/domain';
import type { DateText } from '@cauce/kernel';
import { holidaysOf } from '../../holidays.ts';
import type { PackFile } from '../../lint.ts';
import { dateIn, timeIn, weekdayIn } from './calendar.ts';
import { fewer, gapWindow, rested } from './counting.ts';
import { hasWaited, isDisputed, isFresh, isProper } from './knowledge.ts';
import { inHours, marksAt } from './marks.ts';

/** One instant of a matter. */
interface Moment {
  readonly facts: Facts;
  readonly proposal: Proposal;
  readonly ms: number;
  readonly isHoliday: (date: DateText) => boolean;
}

const says = (pattern: object, content: object | null = {}): boolean =>
  Object.entries(pattern).every(([name, value]) =>
    Object.entries(content ?? {}).some(([k, v]) => k === name && v === value),
  );

const isExcepted = (exception: Exception, { facts, proposal, ms }: Moment): boolean => {
  const { history, standing } = facts;
  const asked = history.some(
    ({ id, direction, channel }) =>
      id !== undefined && id === proposal.answers && direction === 'in' && channel === proposal.channel,
  );
  const answered = history.some(
    ({ direction, answers }) => direction === 'out' && answers === proposal.answers,
  );
  const isMarkedEverywhere = (kinds: readonly MarkKind[]) =>
    facts.zones.every((zone) => marksAt({ ...facts, zones: [zone] }, proposal, kinds, ms).length > 0);
  const present = (standing?.sessions ?? []).some(
    ({ channel, from, to }) => channel === proposal.channel && Date.parse(from) <= ms && ms < Date.parse(to),
  );
  return (
    (exception.purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (exception.content === undefined || says(exception.content, proposal.content)) &&
    (exception.marks === undefined || isMarkedEverywhere(exception.marks)) &&
    (exception.consent === undefined ||
      (standing?.consents ?? []).some(
        ({ kind, at }) =>
          kind === exception.consent && isFresh(at, Number.POSITIVE_INFINITY, facts.zones, ms),
      )) &&
    (exception.emailBasis === undefined || proposal.address?.basis?.kind === exception.emailBasis) &&
    (!exception.answer || (proposal.answers !== undefined && asked && !answered)) &&
    (!exception.session || present)
  );
};

const concerns = (scope: Scope, moment: Moment): boolean => {
  const { facts, proposal, ms } = moment;
  const { portfolio } = facts;
  const kind = proposal.address?.kind;
  return (
    (scope.channels === '*' || scope.channels.includes(proposal.channel)) &&
    (scope.collector ?? portfolio.collector) === portfolio.collector &&
    (scope.debtKind ?? portfolio.debtKind) === portfolio.debtKind &&
    (scope.purposes?.includes(proposal.purpose ?? 'collect') ?? true) &&
    (scope.addresses === undefined || scope.addresses.some((one) => one === kind)) &&
    (scope.marks === undefined || marksAt(facts, proposal, scope.marks, ms).length > 0) &&
    !(scope.exceptions ?? []).some((exception) => isExcepted(exception, moment))
  );
};

const isOpen = (
  { parameters }: Extract<RuleDefinition, { kind: 'hours' }>,
  { facts: { zones, standing }, ms, isHoliday }: Moment,
): boolean => {
  const openIn = (zone: string) => {
    const time = timeIn(zone, ms);
    // A closing minute that is still open is open to its first instant.
    const closing = (to: string) => parameters.closedEnd && time === to && ms % 60_000 === 0;
    const closed = parameters.closedOnHolidays && isHoliday(dateIn(zone, ms));
    const regular = Object.entries(parameters.windows).some(
      ([days, spans]) =>
        weekdaysIn(days).includes(weekdayIn(zone, ms)) &&
        spans.some(([from, to]) => from <= time && (time < to || closing(to))),
    );
    return (regular && !closed) || (parameters.agreedHoursToo && inHours(standing?.agreed, zone, ms));
  };
  return parameters.anyZone ? zones.some(openIn) : zones.every(openIn);
};

const permits = (rule: RuleDefinition, moment: Moment): boolean => {
  const { facts, proposal, ms } = moment;
  const { zones, standing } = facts;
  switch (rule.kind) {
    case 'hours':
      return isOpen(rule, moment);
    case 'cap':
      return fewer(rule.parameters, rule.parameters.limit, rule.parameters.window, facts, proposal, ms);
    case 'min_gap':
      return fewer(rule.parameters, 1, gapWindow(rule.parameters), facts, proposal, ms);
    case 'channel_exclusive':
      return fewer(
        rule.parameters,
        1,
        rule.parameters.window,
        facts,
        proposal,
        ms,
        ({ channel }) => channel !== proposal.channel,
      );
    case 'pause':
      return rested(rule.parameters, facts, proposal, ms);
    case 'persons': {
      const role = (proposal.person ?? 'debtor').replace(/:.*/, '');
      const named = 'allowed' in rule.parameters ? rule.parameters.allowed : rule.parameters.barred;
      return named.some((one) => one === role) === 'allowed' in rule.parameters;
    }
    case 'content': {
      const { required = [], refused = [] } = rule.parameters;
      return (
        required.every((name) => says({ [name]: true }, proposal.content)) &&
        !refused.some((pattern) => says(pattern, proposal.content))
      );
    }
    case 'barred':
      return false;
    case 'marked':
      return marksAt(facts, proposal, rule.parameters.marks, ms, rule.parameters).length === 0;
    case 'personal_hours':
      return !zones.some((zone) => inHours(standing?.inconvenient, zone, ms, rule.parameters.closedEnd));
    case 'places': {
      const placesOf = (kind: 'inconvenient_place' | 'at_place') =>
        marksAt(facts, proposal, [kind], ms).flatMap(({ place }) => place ?? []);
      return !placesOf('inconvenient_place').some(
        (place) =>
          placesOf('at_place').includes(place) ||
          rule.parameters.places[place]?.some((kind) => kind === proposal.address?.kind),
      );
    }
    case 'consent': {
      const { consent, days = Number.POSITIVE_INFINITY } = rule.parameters;
      return (standing?.consents ?? []).some(
        ({ kind, at }) => kind === consent && isFresh(at, days, zones, ms),
      );
    }
    case 'authorised_channels':
      return standing?.authorisedChannels?.includes(proposal.channel) ?? true;
    case 'email_basis': {
      const { basis, domainPublic } = proposal.address ?? {};
      return basis === undefined || isProper(basis, domainPublic, rule.parameters.optOutDays, zones, ms);
    }
    case 'notice_wait':
      return hasWaited(standing?.reportingNotices, rule.parameters.days, zones, ms);
    case 'dispute':
      return !isDisputed(rule.parameters, moment.isHoliday, facts, proposal, ms);
  }
};

const isInForce = ({ inForce: { from, to = '9999-12-31' } }: RuleDefinition, { zones }: Facts, ms: number) =>
  zones.some((zone) => dateIn(zone, ms) >= from && dateIn(zone, ms) <= to);

/** A rule as its default reading leaves it; none where that reading says that it is no rule. */
const asRead = (rule: RuleDefinition): RuleDefinition[] => {
  const [reading] = rule.readings ?? [];
  if (reading?.off) return [];
  const { parameters = {}, appliesTo = {} } = reading ?? {};
  return [
    {
      ...rule,
      parameters: { ...rule.parameters, ...parameters },
      appliesTo: { ...rule.appliesTo, ...appliesTo },
    } as RuleDefinition,
  ];
};

type Read = Pick<Moment, 'isHoliday'> & { readonly rule: RuleDefinition };

const read = new WeakMap<PackFile, readonly Read[]>();

const rulesOf = ({ rules, holidays }: PackFile): readonly Read[] => {
  const ofYear = holidays ? holidaysOf(holidays) : () => new Set<DateText>();
  const isHoliday = (date: DateText) => ofYear(Number(date.slice(0, 4))).has(date);
  return rules.flatMap(asRead).map((rule) => ({ rule, isHoliday }));
};

/**
 * The law read at one instant with Temporal, rule by rule: slow and plain, it shares nothing with the engine's search.
 * Tests hold the engine against it. The packs are those that apply.
 */
export const isLawful = (packs: readonly PackFile[], facts: Facts, proposal: Proposal, ms: number): boolean =>
  packs
    .flatMap((pack) => read.getOrInsertComputed(pack, rulesOf))
    .every(({ rule, isHoliday }) => {
      const moment = { facts, proposal, ms, isHoliday };
      return !isInForce(rule, facts, ms) || !concerns(rule.appliesTo, moment) || permits(rule, moment);
    });
