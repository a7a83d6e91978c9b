import type { App } from '../../host/app.ts';
import { dayOption, instantOption } from '../arguments/dates.ts';

/** What was owed on a day, by how long it is overdue. Throws UsageError. */
export const ageingOperation = async (
  app: App,
  { asOf, ...question }: { asOf: string; knownAt?: string; portfolio?: string },
) => {
  const day = await dayOption(app, 'asOf', asOf);
  if (question.knownAt !== undefined) instantOption('knownAt', question.knownAt);
  return app.reporting.ageing({ asOf: day, ...question });
};
