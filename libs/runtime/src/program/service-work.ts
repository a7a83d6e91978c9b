import type { Core } from '../core/core.ts';
import type { RunningService } from '../transport/start-service.ts';
import type { Work } from './work.ts';

/** The work of a service that reacts to what is on the bus, and to its timers. */
export const serviceWork = (core: Core, { app, transport }: RunningService): Work => ({
  stir: () => transport.fireTimers(),
  settle: () => core.bus.idle(),
  problems: () => (core.bus.standstill ? [core.bus.standstill.message] : []),
  stop: () => app.close(),
});
