import type { EventLine } from '@cauce/reporting';

/** What an exported line holds, whatever its type. */
type Data = Record<string, unknown> & {
  debtId: string;
  debtorId: string;
  contactId: string;
  requestId: string;
  attemptId: string;
  reason: string;
  step: string;
  items: { debtId: string; step: string; anchor?: string }[];
  decision: { items: { debtId: string; decision: string; notBefore: string | null }[] };
  notBefore: string;
  expiresAt: string;
  permanent: boolean;
};

interface Line {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly recordedAt: string;
  readonly data: Data;
}

const linesIn = (all: readonly object[]): readonly Line[] => all as readonly Line[];

export interface NaiveSilence {
  readonly reason: string;
  readonly next: string | null;
}

const DUE_LADDER = [-3, 1, 7, 15, 30];
const PLACEMENT_LADDER = [1, 5, 12, 20, 34, 48, 62, 76, 90, 104, 118, 132];
const MINUTE = 60_000;

const utc = (instant: Temporal.ZonedDateTime): string => new Date(instant.epochMilliseconds).toISOString();
const dayIn = (zone: string, instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Where the person is planned for: the explicit zone, else those of valid phones and addresses, else the book's. */
const zonesOf = (lines: readonly Line[], debtor: string, portfolio: unknown): string[] => {
  const mine = lines.filter(({ stream }) => stream === `contact-${debtor}`);
  const explicit = mine.filter(({ type }) => type.startsWith('Debtor')).at(-1)?.data.zone;
  if (explicit) return [String(explicit)];
  const lost = mine.filter(({ type }) => type === 'ContactPointInvalidated').map(({ data }) => data.pointId);
  const places = mine.filter(
    ({ type, data }) => type === 'ContactPointAdded' && data.kind !== 'email' && !lost.includes(data.pointId),
  );
  const zones = [...new Set(places.flatMap(({ data }) => data.zones as string[]))].sort();
  if (zones.length > 0) return zones;
  const opened = lines.find(({ type, data }) => type === 'PortfolioOpened' && data.portfolioId === portfolio);
  return [String(opened?.data.zone)];
};

/** Every step of the standard ladders, with the instant at which the last of the zones reaches 09:30 of its day. */
const ladder = (placedOn: string, dueDate: string, zones: readonly string[]) => {
  const [letter, anchor, offsets] =
    placedOn <= dueDate
      ? (['D', dueDate, DUE_LADDER] as const)
      : (['P', placedOn, PLACEMENT_LADDER] as const);
  return offsets.map((offset) => {
    const day = Temporal.PlainDate.from(anchor).add({ days: offset });
    const hours = zones.map((timeZone) => utc(day.toZonedDateTime({ timeZone, plainTime: '09:30' })));
    const step = `${letter}${offset < 0 ? '' : '+'}${offset}`;
    return { key: `${step}|${anchor}`, day: day.toString(), at: hours.sort().at(-1) ?? '' };
  });
};

/** What one event alone says became of the contact that a request asked for; undefined where it says nothing of it. */
const saidBy = ({ type, data, recordedAt }: Line, request: Line, debt: string, tries: number) => {
  const about = data.items?.some((item) => item.debtId === debt);
  if (data.contactId !== request.data.contactId) return undefined;
  const again = [5, 15][tries - 1] ?? 60;
  const later = new Date(Date.parse(recordedAt) + again * MINUTE).toISOString();
  const judged = data.decision?.items.find((item) => item.debtId === debt);
  switch (type) {
    case 'ItemsReplanned':
      return about ? { reason: 'deferred', until: data.notBefore } : undefined;
    case 'ContactSuperseded':
      return about ? { reason: 'superseded', until: null } : undefined;
    case 'ContactCleared':
    case 'ContactDeferred':
    case 'ContactRefused': {
      if (data.requestId !== request.id) return undefined;
      if (!judged) return { reason: 'cancelled', until: null };
      if (judged.decision === 'allow') return { reason: 'awaiting_attempt', until: data.expiresAt };
      return judged.decision === 'defer'
        ? { reason: 'deferred', until: judged.notBefore }
        : { reason: 'refused', until: null };
    }
    case 'ClearanceExpired':
    case 'ClearanceRevoked':
      return { reason: 'awaiting_clearance', until: recordedAt };
    case 'ContactHeld':
      return about ? { reason: data.reason.toLowerCase(), until: null } : undefined;
    case 'ContactCancelled':
      if (!about) return undefined;
      return { reason: data.reason === 'USE_OVER' ? 'superseded' : 'cancelled', until: null };
    case 'AttemptStarted':
      return { reason: about ? 'under_way' : 'cancelled', until: recordedAt };
    case 'AttemptAccepted':
      return { reason: 'contacted', until: null };
    case 'AttemptUnknown':
      return { reason: 'unknown_attempt', until: null };
    case 'AttemptRejected':
      return { reason: 'not_accepted', until: data.permanent ? recordedAt : later };
    case 'AttemptNotMade':
      return { reason: 'not_accepted', until: later };
    case 'ContactBounced':
      return { reason: 'bounced', until: null };
    default:
      return undefined;
  }
};

interface Word {
  readonly reason: string;
  readonly until: string | null;
  readonly at: string;
}

const WAITING = ['awaiting_clearance', 'deferred', 'awaiting_attempt', 'under_way', 'not_accepted'];

/**
 * Why nothing is sent about a debt at an instant, from nothing but the lines of `export events`: written apart from the
 * product, without its folds, by going back through what was said.
 */
export const naiveSilence = (
  all: readonly EventLine[],
  debtor: string,
  debt: string,
  at: string,
): NaiveSilence => {
  const lines = linesIn(all).filter(({ recordedAt }) => recordedAt <= at);
  const own = lines.filter(({ stream }) => stream === `debt-${debt}`);
  const count = (type: string): number => own.filter((line) => line.type === type).length;
  const placed = own.findLast(({ type }) => type === 'DebtPlaced');
  if (!placed) return { reason: 'not_placed', next: null };
  const turn = own.findLast(({ type }) => type === 'DebtPlaced' || type === 'PlacementEnded');
  if (turn?.type === 'PlacementEnded') return { reason: turn.data.reason, next: null };
  if (lines.some(({ type, data }) => type === 'PersonErased' && data.debtorId === debtor))
    return { reason: 'erased', next: null };
  const notes = lines.filter(({ data }) => data.debtorId === debtor && data.noteId);
  const over = notes.filter(({ type }) => type === 'PersonNoteEnded').map(({ data }) => data.noteId);
  if (notes.some(({ data }) => data.kind === 'deceased' && !over.includes(data.noteId)))
    return { reason: 'deceased', next: null };
  if (count('HoldPlaced') > count('HoldLifted')) return { reason: 'held', next: null };

  const since = lines.slice(lines.indexOf(placed));
  const request = since.findLast(
    ({ type, data }) =>
      (type === 'ContactRequested' && data.items.some((item) => item.debtId === debt)) ||
      (type === 'StepSkipped' && data.debtId === debt && data.reason === 'use_over'),
  );
  let word: Word | null = null;
  if (request) {
    const after = since.slice(since.indexOf(request) + 1);
    const lost = request.type === 'StepSkipped';
    word = { reason: lost ? 'superseded' : 'awaiting_clearance', until: at, at: request.recordedAt };
    let tries = 0;
    for (const line of lost ? [] : after) {
      if (line.type === 'AttemptStarted' && line.data.contactId === request.data.contactId) tries += 1;
      const said = saidBy(line, request, debt, tries);
      const started: string = line.type === 'AttemptAccepted' ? word.at : line.recordedAt;
      if (said) word = { ...said, at: started };
    }
  }

  const entered = lines.filter(({ type, data }) => type === 'SegmentEntered' && data.debtId === debt).length;
  const left = lines.filter(({ type, data }) => type === 'SegmentLeft' && data.debtId === debt).length;
  if (entered === left) return { reason: 'awaiting_segment', next: at };
  if (word && WAITING.includes(word.reason)) return { reason: word.reason, next: word.until };

  const restated = own
    .slice(own.indexOf(placed))
    .filter(({ type }) => type === 'DebtRestated')
    .map(({ data }) => data.changes as Data);
  const stated = Object.assign({}, placed.data, ...restated) as {
    dueDate: string;
    plannedRecall: string | null;
  };
  const zones = zonesOf(lines, debtor, placed.data.portfolioId);
  const [zone = 'UTC'] = zones;
  const taken = lines.flatMap(({ type, data }) => {
    if (type === 'StepSkipped' && data.debtId === debt) return [`${data.step}|${data.anchor}`];
    if (type !== 'ContactRequested') return [];
    return data.items.filter((item) => item.debtId === debt).map((item) => `${item.step}|${item.anchor}`);
  });
  const open = ladder(String(placed.data.placedOn), stated.dueDate, zones)
    .filter(({ key }) => !taken.includes(key))
    .filter(({ day }) => day >= String(placed.data.placedOn))
    .filter(({ day }) => stated.plannedRecall === null || day < stated.plannedRecall);
  const next = open.find((step) => step.at > at)?.at ?? null;
  if (next !== null && dayIn(zone, next) === dayIn(zone, at)) return { reason: 'before_hour', next };
  if (!word) return { reason: 'no_step_due', next };
  if (word.reason !== 'contacted') return { reason: word.reason, next };
  const today = dayIn(zone, word.at) === dayIn(zone, at);
  return { reason: today ? 'already_contacted' : 'no_step_due', next };
};
