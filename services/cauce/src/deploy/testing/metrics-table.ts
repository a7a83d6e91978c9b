import { readFileSync } from 'node:fs';
import { inDeploy } from './in-deploy.ts';

export interface Series {
  readonly labels: ReadonlySet<string>;
  /** Values that labels are said to take. */
  readonly values: ReadonlySet<string>;
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** What Prometheus is given, by name: the table of deploy/docs/telemetry.md. */
export const metricsTable = (): ReadonlyMap<string, Series> => {
  const [, metrics = ''] = readFileSync(inDeploy('docs/telemetry.md'), 'utf8').split('## Metrics\n');
  const rows = metrics.match(/^\| `.*$/gm) ?? [];
  return new Map(
    rows.flatMap((row) => {
      const [, , exported, kind = '', attributes] = row.split('|').map((cell) => cell.trim());
      const [name = ''] = quoted(exported);
      const said = quoted(attributes);
      const labels = said.filter((one) => one.includes('.')).map((one) => one.replaceAll('.', '_'));
      const values = new Set(said.filter((one) => !one.includes('.')));
      const [suffixes, added] = kind.startsWith('histogram')
        ? [['_bucket', '_sum', '_count'], ['le']]
        : [[''], []];
      const series = { labels: new Set([...labels, ...added]), values };
      return suffixes.map((suffix) => [`${name}${suffix}`, series] as const);
    }),
  );
};
