import { type Described, NAMED } from './described.ts';

/** Packs, texts, creditors, principals, proofs and what stands still. */
export const UPKEEP = {
  packs: {
    summary: 'The rule packs in force, and those proposed',
    description: 'The version of each jurisdiction, creditor and agency by which contacts are judged now.',
    errors: [],
  },
  'pack-show': {
    summary: 'A rule pack',
    description: 'As its file holds it. "UY" is the version in force, "UY@1.1.0" that one.',
    errors: ['PackError'],
  },
  'pack-propose': {
    summary: 'Propose a version of a rule pack',
    description:
      'It takes effect at the instant `effective`, once another principal has approved it; where that instant is over, ' +
      'with the approval, and `notes` says so. A version keeps its content: another content needs another version.',
    errors: ['PackError', ...NAMED],
  },
  'pack-approve': {
    summary: 'Approve a version of a rule pack',
    description: 'By a principal who did not propose it.',
    errors: ['SecondApprovalError'],
  },
  templates: {
    summary: 'Every version of every text',
    description: 'Those of the release and those proposed: who agreed, and which is in use.',
    errors: [],
  },
  'template-show': {
    summary: 'The texts of a version',
    description: 'By its name and version, like "standard-overdue.es@1".',
    errors: [],
  },
  'template-propose': {
    summary: 'Propose a version of a text',
    description:
      'It is used once another principal has approved it; what the law forbids in a text is refused.',
    errors: ['TemplateError'],
  },
  'template-approve': {
    summary: 'Approve a version of a text',
    description: 'By a principal who did not propose it: from then on messages are written with it.',
    errors: ['SecondApprovalError', 'TemplateError'],
  },
  creditors: {
    summary: 'The creditors, in the agency’s priority',
    description: 'Where contacts of one person compete, the creditor with the better place goes first.',
    errors: [],
  },
  prioritise: {
    summary: 'Set the priority of creditors',
    description: 'Names or ids, the first first; an empty list takes every place back.',
    errors: [],
  },
  sender: {
    summary: 'Say from whom messages for a creditor come',
    description: 'Of one channel, in one `country` or in all that have none of their own.',
    errors: [],
  },
  'audit-verify': {
    summary: 'Verify the log',
    description:
      'Names the first event that was altered, removed, inserted or put elsewhere, across all streams, or says that ' +
      'there is none. Reads the whole log.',
    errors: ['LedgerDamagedError'],
  },
  rebuild: {
    summary: 'Build read models anew',
    description: 'From the log, beside those that serve, and switches to them; one `model`, or all.',
    errors: ['StorageFullError'],
  },
  parked: {
    summary: 'Keys that stand still',
    description:
      'Because a handler failed on one of their messages: which, why, and how many wait behind it.',
    errors: [],
  },
  unpark: {
    summary: 'Let a parked key go on',
    description: 'Its messages are handed out again, in their order.',
    errors: [],
  },
  'principal-list': {
    summary: 'Every principal there ever was',
    description: 'Name, role, and whether the key is in force; never the key.',
    errors: [],
  },
  'principal-add': {
    summary: 'Make a principal',
    description: 'The answer shows its key, this once: only a digest of it is kept.',
    errors: [],
  },
  'principal-revoke': {
    summary: 'Take a principal’s key out of force',
    description: 'For good. The last admin cannot be revoked.',
    errors: [],
  },
} as const satisfies Readonly<Record<string, Described>>;
