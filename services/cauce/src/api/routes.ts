import type { OperationName } from '../operations/index.ts';

/** Where an operation is asked for. `:name` in a path takes the argument of that name. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
}

/** The resource of every operation: the API serves them here, and the command line asks for them here. */
export const ROUTES: { readonly [N in OperationName]: Route } = {
  import: { method: 'POST', path: 'imports' },
  recall: { method: 'POST', path: 'recalls' },
  hold: { method: 'POST', path: 'debts/:debt/holds' },
  lift: { method: 'DELETE', path: 'debts/:debt/holds' },
  note: { method: 'POST', path: 'debtors/:debtor/notes' },
  'end-note': { method: 'DELETE', path: 'debtors/:debtor/notes/:kind' },
  'log-contact': { method: 'POST', path: 'debtors/:debtor/contacts' },
  erase: { method: 'POST', path: 'debtors/:debtor/erasures' },
  creditors: { method: 'GET', path: 'creditors' },
  prioritise: { method: 'POST', path: 'creditors/priority' },
  sender: { method: 'POST', path: 'creditors/:creditor/senders' },
  dossier: { method: 'GET', path: 'debtors/:debtor/dossier' },
  'export-contacts': { method: 'GET', path: 'contacts' },
  'export-events': { method: 'GET', path: 'events' },
  complaint: { method: 'POST', path: 'debtors/:debtor/complaints' },
  'correct-complaint': { method: 'POST', path: 'complaints/:complaint/corrections' },
  'answer-complaint': { method: 'POST', path: 'complaints/:complaint/answers' },
  'report-compliance': { method: 'GET', path: 'reports/compliance' },
  'report-ageing': { method: 'GET', path: 'reports/ageing' },
  plan: { method: 'GET', path: 'plans/:date' },
  timeline: { method: 'GET', path: 'timelines/:of' },
  explain: { method: 'GET', path: 'contacts/:contact/explanation' },
  'explain-silence': { method: 'GET', path: 'debtors/:debtor/silence' },
  'gate-check': { method: 'POST', path: 'gate/check' },
  packs: { method: 'GET', path: 'packs' },
  'pack-show': { method: 'GET', path: 'packs/:pack' },
  'pack-propose': { method: 'POST', path: 'packs' },
  'pack-approve': { method: 'POST', path: 'packs/:proposal/approval' },
  templates: { method: 'GET', path: 'templates' },
  'template-show': { method: 'GET', path: 'templates/:template' },
  'template-propose': { method: 'POST', path: 'templates' },
  'template-approve': { method: 'POST', path: 'templates/:template/approval' },
  readjudicate: { method: 'POST', path: 'readjudications' },
  'audit-verify': { method: 'GET', path: 'audit' },
  rebuild: { method: 'POST', path: 'rebuilds' },
  parked: { method: 'GET', path: 'parked' },
  unpark: { method: 'DELETE', path: 'parked/:group/:key' },
  'principal-list': { method: 'GET', path: 'principals' },
  'principal-add': { method: 'POST', path: 'principals' },
  'principal-revoke': { method: 'DELETE', path: 'principals/:name' },
};

/** A route with its arguments in place: what is not in the path goes into the query, or into the body of a POST. */
export const requestFor = (
  name: OperationName,
  args: object,
): { readonly method: Route['method']; readonly path: string; readonly body: object | null } => {
  const { method, path } = ROUTES[name];
  const rest = new Map(
    Object.entries(args).filter(([, value]) => value !== undefined && typeof value !== 'function'),
  );
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  if (method === 'POST') return { method, path: `/${filled}`, body: Object.fromEntries(rest) };
  const query = new URLSearchParams(
    [...rest].flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)])),
  );
  return { method, path: `/${filled}${rest.size > 0 ? `?${query}` : ''}`, body: null };
};
