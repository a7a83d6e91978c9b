import { readFileSync } from 'node:fs';
import { COUNTERS, DURATIONS, GAUGES, type Measure } from '@cauce/ports';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { inDeploy } from './testing/in-deploy.ts';
import { metricsTable } from './testing/metrics-table.ts';
import { queryProblems } from './testing/query-problems.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const text = (path: string): string => readFileSync(inDeploy(path), 'utf8');
const { groups } = parse(text('telemetry/alerts.yaml')) as { groups: readonly { rules: readonly Rule[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(text('telemetry/grafana/dashboards/cauce.json')) as {
  panels: readonly Panel[];
};
const table = metricsTable();

describe('the metrics', () => {
  it('are those of the table, as Prometheus is given them', () => {
    expect(table.get('cauce_relay_lag_seconds')?.labels).toEqual(new Set(['cauce_relay_part']));
    expect(table.get('cauce_attempts_total')?.values).toContain('not-sent');
    expect(table.has('messaging_process_duration_seconds_bucket')).toBe(true);
    expect(table.has('messaging_process_duration_seconds')).toBe(false);
  });

  it('are those that the programs declare, with their labels', () => {
    const series = (declared: Readonly<Record<string, Measure>>, ending: string, ...added: string[]) =>
      Object.entries(declared).map(([name, { unit, labels }]) => {
        const exported = `${name.replaceAll('.', '_')}${unit === 's' ? '_seconds' : ''}${ending}`;
        return [exported, new Set([...labels.map((label) => label.replaceAll('.', '_')), ...added])] as const;
      });
    const declared = [
      ...series(COUNTERS, '_total'),
      ...series(GAUGES, ''),
      ...series(DURATIONS, '_bucket', 'le'),
    ];
    const said = [...table].filter(([name]) => !/_(sum|count)$/.test(name));
    expect(new Map(said.map(([name, { labels }]) => [name, labels]))).toEqual(new Map(declared));
  });
});

describe('the dashboard', () => {
  it.each(panels)('shows what there is: $title', ({ targets, datasource }) => {
    expect(targets.flatMap(({ expr }) => queryProblems(expr, table))).toEqual([]);
    expect(text('telemetry/grafana/provisioning/datasources/prometheus.yaml')).toContain(
      `uid: ${datasource.uid}`,
    );
  });

  it('has panels that can be told apart', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('names lines by labels that its queries keep', () => {
    for (const { expr, legendFormat } of panels.flatMap(({ targets }) => targets)) {
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(expr).toContain(label);
    }
  });

  it('shows every metric but those of the runtime', () => {
    const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
    const names = [...table.keys()].filter((name) => !/_(bucket|sum|count)$/.test(name));
    expect(names.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe('the alerts', () => {
  it.each(alerts)('ask for what there is: $alert', ({ expr, labels, annotations }) => {
    expect(queryProblems(expr, table)).toEqual([]);
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary).not.toBe('');
  });

  it('are explained, each under its name, and no other', () => {
    const explained = [...text('docs/alerts.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(explained).toEqual(alerts.map(({ alert }) => alert));
  });
});

describe('a query', () => {
  it.each([
    ['cauce_relay_lag', 'there is no cauce_relay_lag'],
    ['sum by (channel) (cauce_attempts_total)', 'cauce_attempts_total has no channel'],
    ['cauce_attempts_total{cauce_outcome="lost"}', 'cauce_attempts_total never says lost'],
    ['cauce_attempts_total{cauce_outcome=~"rejected|refused"}', 'cauce_attempts_total never says refused'],
    ['sum(cauce_attempts_total', 'cannot be read at 24: sum(cauce_attempts_total'],
    [
      'rate(messaging_process_duration_seconds[$__rate_interval])',
      'there is no messaging_process_duration_seconds',
    ],
  ])('is found wrong: %s', (query, problem) => {
    expect(queryProblems(query, table)).toEqual([problem]);
  });
});
