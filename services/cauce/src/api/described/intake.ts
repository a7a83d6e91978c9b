import { type Described, FILED, NAMED } from './described.ts';

/** What changes debts and people. */
export const INTAKE = {
  import: {
    summary: 'Take in a file of debts, people or payments',
    description:
      '`file` is a path on the machine of the host, or what `POST /files` answered. Rows that cannot be taken are ' +
      'turned away with line, column, value and reason; the others are taken. The same file again changes nothing. ' +
      'With `dryRun` nothing is written; `yes` agrees to close more than a tenth of a portfolio, or to change its terms.',
    errors: [...FILED, 'TooManyClosingsError', 'LedgerDamagedError'],
  },
  recall: {
    summary: 'End placements',
    description:
      'Give a `debt`, the debts of a `file`, or a whole `portfolio`. Nothing more is sent about them, and what was ' +
      'planned or cleared is dropped. With `dryRun` they are only counted.',
    errors: [...FILED, ...NAMED],
  },
  hold: {
    summary: 'Stop the work on a debt',
    description: 'The debt is held, with the reason sealed for the debtor, until its holds are lifted.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  lift: {
    summary: 'Lift every hold of a debt',
    description: 'Gives how many were lifted; the work goes on where it would be by now.',
    errors: NAMED,
  },
  note: {
    summary: 'Take down what is told of a debtor, an address or a debt',
    description:
      'Opt-outs, consents, hours, attorneys, disputes and more: `kind` says what, and which other arguments it takes. ' +
      'The gate judges by it from then on; what stands already is not written again.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  'end-note': {
    summary: 'What was noted holds no longer',
    description:
      'Takes back a consent, resolves a dispute, ends an opt-out: as a whole, or for some `channels` or one `debt`.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  'log-contact': {
    summary: 'Take down a contact that Cauce did not make',
    description:
      'A call by hand, a visit, what the debtor wrote. The law counts it like a contact of our own, from `at` on.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  complaint: {
    summary: 'Take down a complaint that came through a regulator',
    description:
      '`dueOn` is the last day on which it may be answered, as the regulator set it; `text` is kept sealed. Without ' +
      '`debts` it is about all of the creditor’s.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  'correct-complaint': {
    summary: 'Correct what was taken down of a complaint',
    description:
      'Its regulator, its last day `dueOn`, when it was received (`at`), or its `debts`: what is left out holds on. The ' +
      'log keeps what was said before, who corrected it, and the `reason`, which is sealed.',
    errors: [...NAMED, 'SubjectErasedError'],
  },
  'answer-complaint': {
    summary: 'Take down that a complaint was answered',
    description: 'The answer is taken once; a second one changes nothing.',
    errors: ['SubjectErasedError'],
  },
  erase: {
    summary: 'Erase a person',
    description:
      'Destroys the person’s key and every copy of what it sealed; what was done stays provable and shows ' +
      '`[erased]`. During retention or an open claim it waits until another principal asks for the same.',
    errors: [...NAMED, 'SecondApprovalError'],
  },
} as const satisfies Readonly<Record<string, Described>>;
