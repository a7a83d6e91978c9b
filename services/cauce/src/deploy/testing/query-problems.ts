import { parser } from '@prometheus-io/lezer-promql';
import type { Series } from './metrics-table.ts';

/** Grafana puts a duration there. */
const INTERVAL = /\$__(rate_)?interval/g;

interface Query {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
  /** Values that labels are compared with. */
  readonly values: readonly string[];
  /** Where it cannot be read. */
  readonly errors: readonly number[];
}

const read = (text: string): Query => {
  const query = { metrics: [], labels: [], values: [], errors: [] } as {
    [K in keyof Query]: Query[K][number][];
  };
  parser.parse(text).iterate({
    enter: ({ name, type, from, to, node }) => {
      const said = text.slice(from, to);
      if (type.isError) query.errors.push(from);
      else if (name === 'Identifier' && node.parent?.name === 'VectorSelector') query.metrics.push(said);
      else if (name === 'LabelName') query.labels.push(said);
      else if (name === 'StringLiteral') query.values.push(...said.slice(1, -1).split('|').filter(Boolean));
    },
  });
  return query;
};

/** All that is wrong with a query of Prometheus: its form, and names that no program says. */
export const queryProblems = (text: string, table: ReadonlyMap<string, Series>): string[] => {
  const { metrics, labels, values, errors } = read(text.replace(INTERVAL, '5m'));
  const series = metrics.flatMap((name) => table.get(name) ?? []);
  const known = (of: keyof Series, what: string) => series.some((one) => one[of].has(what));
  return [
    ...errors.map((at) => `cannot be read at ${at}: ${text}`),
    ...metrics.filter((name) => !table.has(name)).map((name) => `there is no ${name}`),
    ...labels.filter((one) => !known('labels', one)).map((one) => `${metrics[0]} has no ${one}`),
    ...values.filter((one) => !known('values', one)).map((one) => `${metrics[0]} never says ${one}`),
  ];
};
