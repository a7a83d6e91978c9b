import type { ContactCleared, EventEnvelope, EventOf } from '@cauce/contracts';
import type { Telemetry } from '@cauce/ports';

const OUTCOMES = new Map([
  ['ContactCleared', 'cleared'],
  ['ContactDeferred', 'deferred'],
  ['ContactRefused', 'refused'],
]);

/** Counts the decisions among what was appended, with the part of each rule that had one. */
export const countDecisions = (telemetry: Telemetry, events: readonly EventEnvelope[]): void => {
  for (const { type, data } of events) {
    const outcome = OUTCOMES.get(type);
    if (outcome === undefined) continue;
    const { channel, decision } = data as EventOf<typeof ContactCleared>['data'];
    telemetry.count('cauce.decisions', { 'cauce.channel': channel, 'cauce.outcome': outcome });
    for (const rule of decision.items.flatMap(({ rules }) => rules)) {
      if (rule.outcome === 'not_applicable') continue;
      telemetry.count('cauce.decision.rules', { 'cauce.rule': rule.id, 'cauce.outcome': rule.outcome });
    }
  }
};
