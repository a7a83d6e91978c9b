import type { ChangedField, PackDiff, PackFile } from '@cauce/rule-packs';
import { counted } from '../output.ts';

const ruleWords = ({
  id,
  kind,
  title,
  citation,
  certainty,
  inForce,
  appliesTo,
  parameters,
  readings = [],
}: PackFile['rules'][number]): string =>
  [
    `${id} (${kind}): ${title.en}`,
    `  ${citation.text} · certainty ${certainty} · from ${inForce.from}${inForce.to ? ` to ${inForce.to}` : ''}`,
    `  parameters: ${JSON.stringify(parameters)}`,
    `  applies to: ${JSON.stringify(appliesTo)}`,
    ...(readings.length > 0 ? [`  readings: ${readings.map((reading) => reading.id).join(', ')}`] : []),
  ].join('\n');

/** A pack with all its rules. */
export const packWords = ({ jurisdiction, version, title, rules }: PackFile): string =>
  [`${jurisdiction} ${version}: ${title.en}`, ...rules.map(ruleWords)].join('\n');

const valueWords = (value: unknown): string => (value === null ? 'nothing' : JSON.stringify(value));

const fieldWords = ({ field, before, after }: ChangedField): string =>
  `  ${field}: ${valueWords(before)} → ${valueWords(after)}`;

/** What differs between two packs: whole rules that came or went, and fields before and after. */
export const diffWords = ({ before, after, added, removed, changed, fields }: PackDiff): string =>
  [
    `${before} → ${after}`,
    ...fields.map(fieldWords),
    ...added.map((rule) => `+ ${ruleWords(rule)}`),
    ...removed.map((rule) => `- ${ruleWords(rule)}`),
    ...changed.flatMap((one) => [`~ ${one.rule}`, ...one.fields.map(fieldWords)]),
    `${counted(added.length, 'rule')} added, ${removed.length} removed, ${changed.length} changed`,
  ].join('\n');
