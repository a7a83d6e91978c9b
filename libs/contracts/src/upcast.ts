import { catalogue } from './catalogue/index.ts';
import type { EventEnvelope } from './envelope.ts';

/** The event with its data in the present version of its type. An unknown type is returned as it is. */
export const upcast = <E extends EventEnvelope>(event: E): E => {
  const definition = catalogue.get(event.type);
  if (!definition || event.version === definition.version) return event;
  let data = event.data;
  for (const step of definition.upcasters.slice(event.version - 1)) data = step(data as never);
  return { ...event, version: definition.version, data };
};
