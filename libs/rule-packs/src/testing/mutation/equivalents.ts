/** Mutants that change no decision, by "JURISDICTION RULE what", and why. */
export const EQUIVALENTS: readonly { readonly of: RegExp; readonly why: string }[] = [
  {
    of: / no reason$/,
    why: 'rules of the kind answer with this reason unless they have another',
  },
  {
    of: /^(BR|BR-..|CL|PE|PY) holiday \S+ removed$|^ES holiday 2026-(08-15|11-01|12-06) removed$/,
    why: 'the day is a Saturday or a Sunday on which the hours are closed anyway',
  },
  {
    of: /^US holiday 2026-07-04 removed$/,
    why: 'a Saturday is no working day; the Friday before it is the holiday',
  },
  {
    of: /^(CL|CO|PE) correction "remove easter" left out$/,
    why: 'Easter is a Sunday, on which the hours are closed anyway',
  },
  {
    of: /^MX MX-VULN parameters barred with \w+$/,
    why: 'MX-THIRD refuses this person already',
  },
  {
    of: /^MX MX-THIRD parameters allowed without (minor|elder)$/,
    why: 'MX-VULN refuses this person already',
  },
  {
    of: /^MX MX-VULN parameters barred without minor$/,
    why: 'ALL-MINOR refuses a minor in every country',
  },
  {
    of: /^US US-INCONV (inForce|appliesTo) /,
    why: 'ALL-HOURS defers to the end of the same hours in every country',
  },
  {
    of: /^US US-(MEDIUM|ADDRESS) appliesTo exceptions 3. no content$/,
    why: 'ALL-ASKED refuses in every country a confirmation that says more',
  },
  {
    of: /^US US-EMAIL appliesTo channels with \w+$/,
    why: 'how an address was come by is claimed of e-mail addresses only',
  },
  {
    of: /^US TCPA-3IN30 appliesTo addresses with mobile$/,
    why: 'TCPA-CONSENT lets a prerecorded call to a mobile pass only with the consent that this rule excepts',
  },
  {
    of: /^US-DC DC-\w+ appliesTo channels with visit$/,
    why: 'DC-VISIT refuses every visit',
  },
  {
    of: /^US-NYC NYC-SHIELD inForce from 2026-12-31$/,
    why: 'NYC-OLD, stricter, holds to the end of that day',
  },
];
