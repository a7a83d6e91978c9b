import type { NoteKind } from '@cauce/domain';

/** What each kind of note says, and the options that it needs. Apart from the domain: help answers without it. */
const NOTES: { readonly [K in NoteKind]: string } = {
  active_debt: 'the debt is live: it may be collected though erasure was asked for',
  address_opt_out: 'nobody is to write to this number or mailbox (--address; --channels: by these only)',
  agreed_hours: 'the debtor agreed to these hours (--hours)',
  at_place: 'the debtor is known to be at this place (--place)',
  attorney: 'an attorney represents the debtor (--debts: in these only)',
  attorney_consents_or_unresponsive: 'the attorney agreed to direct contact, or does not answer',
  authorised_channels: 'the debtor authorised these channels and no others (--channels)',
  breathing_space: 'a breathing space or moratorium protects the debtor',
  cease: 'the debtor asked in writing that contact cease',
  deceased: 'the debtor died',
  dispute: 'the debtor disputes these debts (--debts)',
  elder: 'the debtor is elderly, as the law has it',
  electronic_consent: 'the debtor agreed to electronic messages',
  employer_prohibits: 'the employer forbids such calls at work',
  erasure_requested: 'the debtor asked for erasure (erase carries it out)',
  inconvenient_hours: 'these hours are inconvenient (--hours)',
  inconvenient_place: 'this place is inconvenient (--place)',
  medium_opt_out: 'the debtor wants no more by these channels (--channels)',
  minor: 'the debtor is a minor',
  pattern_guard: 'keep below the frequencies that courts have taken for harassment',
  processing_restricted: 'the debtor asked that processing be restricted',
  repayment_plan: 'a repayment plan is in place',
  reporting_notice: 'a notice was sent before a report to a bureau (--sent-on)',
  robocall_consent: 'the debtor agreed to automated calls',
  robocall_revoked: 'the debtor took back the agreement to automated calls',
  sms_consent: 'the debtor agreed to text messages',
  time_barred: 'the debt is beyond limitation: no threat to sue',
  validation_notice: 'the validation notice was sent (--sent-on)',
  wrong_number: 'this number or mailbox is not the debtor’s (--address)',
};

/** The kinds of note, for the end of a help text. */
export const noteKindsHelp = (): string => {
  const width = Math.max(...Object.keys(NOTES).map(({ length }) => length));
  const lines = Object.entries(NOTES).map(([kind, says]) => `  ${kind.padEnd(width)}  ${says}`);
  return `\nKinds:\n${lines.join('\n')}`;
};
