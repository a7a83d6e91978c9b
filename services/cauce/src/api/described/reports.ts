import { type Described, NAMED } from './described.ts';

/** What reads and changes nothing. */
export const REPORTS = {
  'export-contacts': {
    summary: 'Every contact and where it stands',
    description: 'One JSON object a line, as they are read; an answer that breaks off is not whole.',
    errors: [],
  },
  'export-events': {
    summary: 'Every event of the log',
    description:
      'One JSON object a line: the envelope and its data, opened where the key still exists. `stream` and `type` ' +
      'choose some of them.',
    errors: [],
  },
  dossier: {
    summary: 'One page about a debtor, for a regulator',
    description:
      'A self-contained HTML page: timeline, the exact texts sent, each decision with the article it cites, and the ' +
      'proof of the log. The header `cauce-verified` says whether the log was found unchanged.',
    errors: NAMED,
  },
  'report-ageing': {
    summary: 'Open balances by days past due',
    description:
      'At the end of the day `asOf`, or "today", in the portfolio’s zone; with `knownAt`, of what was recorded by then.',
    errors: NAMED,
  },
  'report-compliance': {
    summary: 'What was tried, put off, refused and complained of',
    description: 'From the first to the last day, both included, with the rules; `by` also groups it.',
    errors: [],
  },
  plan: {
    summary: 'Who will be contacted on a day',
    description:
      'When, by which channel and with which text; who not, and why, if nothing else happens until then. "today", or ' +
      'a day that is not over.',
    errors: [],
  },
  timeline: {
    summary: 'Everything that happened to a debtor or a debt',
    description:
      'In the order in which it was true, a page at a time: `after` takes the `next` of the page before. `asOf` leaves ' +
      'out what was true later, `knownAt` what was recorded later; `lang` is the language of the summaries.',
    errors: NAMED,
  },
  explain: {
    summary: 'Why a contact was sent, put off or refused',
    description:
      'Each decision with every rule, its inputs, citation and basis, and what became of its items.',
    errors: NAMED,
  },
  'explain-silence': {
    summary: 'Why nothing was sent to a debtor at an instant',
    description:
      'The one reason for each of the debts, or for the one that is named, and the rules where it is one.',
    errors: NAMED,
  },
  'gate-check': {
    summary: 'What would happen to a contact',
    description:
      'Now, or `at` an instant to come: every rule, and the first lawful minute. Nothing is written and nothing sent. ' +
      '`withoutAddress` says that the debtor has no valid address for the channel, so that none was judged.',
    errors: NAMED,
  },
  readjudicate: {
    summary: 'Judge past decisions again',
    description:
      'On what was known then, by the packs then in force: all must come out as they did. With `pack`, or `version`, ' +
      'another pack stands in, and the answer says what it would have changed.',
    errors: ['PackError', ...NAMED],
  },
} as const satisfies Readonly<Record<string, Described>>;
