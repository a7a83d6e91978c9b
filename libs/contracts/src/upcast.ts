import { catalogue } from './catalogue/index.ts';
import type { EventDefinition } from './definition.ts';
import type { EventEnvelope } from './envelope.ts';

/**
 * The event with its data in the present version of its definition. Throws an Error for one that a later release wrote:
 * read as an older version it would mean something else.
 */
export const upcastTo = <E extends EventEnvelope>(definition: EventDefinition, event: E): E => {
  if (event.version === definition.version) return event;
  if (event.version > definition.version)
    throw new Error(
      `${event.type} is of version ${event.version}: this release knows ${definition.version} at most`,
    );
  let data = event.data;
  for (const step of definition.upcasters.slice(event.version - 1)) data = step(data as never);
  return { ...event, version: definition.version, data };
};

/** The event with its data in the present version of its type. An unknown type is returned as it is. */
export const upcast = <E extends EventEnvelope>(event: E): E => {
  const definition = catalogue.get(event.type);
  return definition ? upcastTo(definition, event) : event;
};
