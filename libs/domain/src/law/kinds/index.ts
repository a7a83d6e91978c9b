import type { CountWindow, RuleKind } from '../pack.ts';
import { authorisedChannels, consent, emailBasis } from './consent.ts';
import { content } from './content.ts';
import { fewerThan } from './counting.ts';
import { forbid } from './forbid.ts';
import { hours } from './hours.ts';
import type { Kind } from './kind.ts';
import { marked } from './marked.ts';
import { dispute, noticeWait } from './notices.ts';
import { pause } from './pause.ts';
import { personalHours } from './personal-hours.ts';
import { persons } from './persons.ts';
import { places } from './places.ts';

/** At most so many contacts in a window. */
const cap: Kind<'cap'> =
  (parameters, { reason = 'FREQUENCY_CAP' }) =>
  (matter) =>
    fewerThan(parameters.limit, parameters.window, parameters, matter, () => reason);

/** Time between two contacts. Two whole days after a Monday end with Wednesday: the Monday counts for three days. */
const minGap: Kind<'min_gap'> = (parameters, { reason = 'MIN_GAP' }) => {
  const { gap } = parameters;
  const window: CountWindow =
    'hours' in gap ? { type: 'hours', length: gap.hours } : { type: 'days', length: gap.wholeDays + 1 };
  return (matter) => fewerThan(1, window, parameters, matter, () => reason);
};

/** One channel per window. */
const channelExclusive: Kind<'channel_exclusive'> =
  (parameters, { reason = 'CHANNEL_SWITCH' }) =>
  (matter) =>
    fewerThan(
      1,
      parameters.window,
      parameters,
      matter,
      () => reason,
      (past) => past.channel !== matter.proposal.channel,
    );

/** Not at all. */
const barred: Kind<'barred'> =
  (_none, { reason = 'FORBIDDEN_CONTENT' }) =>
  ({ proposal }) =>
    forbid(true, reason, { channel: proposal.channel });

/** Every kind of rule that a pack can hold. */
export const kinds: { readonly [K in RuleKind]: Kind<K> } = {
  hours,
  cap,
  min_gap: minGap,
  channel_exclusive: channelExclusive,
  pause,
  persons,
  content,
  barred,
  marked,
  personal_hours: personalHours,
  places,
  email_basis: emailBasis,
  consent,
  authorised_channels: authorisedChannels,
  notice_wait: noticeWait,
  dispute,
};
