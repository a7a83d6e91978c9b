import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeOn } from '@cauce/testing/servers';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { goTool } from './testing/go-tool.ts';
import { inDeploy } from './testing/in-deploy.ts';
import { type Manifest, manifestsIn, rendered, workloadsIn } from './testing/kubernetes.ts';
import { schemaLocation, writeSchemas } from './testing/kubernetes-schemas.ts';
import { scalingProblems } from './testing/scaling-problems.ts';
import { workloadProblems } from './testing/workload-problems.ts';

describeOn('go', 'the manifests for Kubernetes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-kubernetes-'));
  const schemas = join(folder, 'schemas');
  let manifests: readonly Manifest[];
  // The tools are fetched and built the first time.
  beforeAll(() => {
    writeSchemas(schemas);
    const text = rendered(inDeploy('kubernetes/overlays/example'));
    goTool('kubeconform', ['-v']);
    manifests = manifestsIn(text);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  const conform = (text: string): string =>
    goTool('kubeconform', ['-strict', '-summary', '-schema-location', schemaLocation(schemas), '-'], text);
  /** How senders are scaled is held against their settings, once those are right. */
  const problemsOf = (all: readonly Manifest[]): string[] => {
    const found = workloadProblems(all);
    return found.length > 0 ? found : scalingProblems(all);
  };

  /** What kustomize makes of the example once a text of a file is another one. */
  const planted = (file: string, was: string | RegExp, is: string): string => {
    const tree = join(folder, 'kubernetes');
    cpSync(inDeploy('kubernetes'), tree, { recursive: true });
    const text = readFileSync(join(tree, file), 'utf8');
    expect(text).toMatch(was);
    writeFileSync(join(tree, file), text.replace(was, is));
    return rendered(join(tree, 'overlays/example'));
  };

  it('conform to the schemas of Kubernetes and KEDA', () => {
    expect(conform(rendered(inDeploy('kubernetes/overlays/example')))).toMatch(
      /Valid: 26, Invalid: 0, Errors: 0/,
    );
  });

  it.each([
    ['base/container.yaml', 'runAsNonRoot:', 'runAsNonroot:', 'runAsNonroot'],
    ['base/network.yaml', 'port: 2113', 'port: [2113]', 'port'],
    ['base/email-sender.yaml', 'maxReplicaCount: 12', 'maxReplicas: 12', 'maxReplicas'],
    ['base/api.yaml', 'kind: Service\n', 'kind: Servise\n', 'Servise'],
  ])('do not conform with %s: %s as %s', (file, was, is, problem) => {
    expect(() => conform(planted(file, was, is))).toThrow(problem);
  });

  it('run every program, told what it needs and nothing else', () => {
    expect(problemsOf(manifests)).toEqual([]);
    expect(workloadsIn(manifests).map(({ name }) => name)).toEqual([
      'compliance-gate',
      'email-sender',
      'ingestion',
      'reporting',
      'scoring',
      'segmentation',
      'sms-sender',
      'api',
      'topics',
    ]);
  });

  it('hold no secret, and name those that must be there', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const named = workloadsIn(manifests).flatMap(({ pod }) => pod.volumes ?? []);
    expect(new Set(named.flatMap(({ secret }) => secret?.secretName ?? []))).toEqual(
      new Set(['cauce', 'cauce-email', 'cauce-sms']),
    );
    const operating = readFileSync(inDeploy('docs/operating.md'), 'utf8');
    const keys = workloadsIn(manifests)
      .flatMap(({ env }) => Object.values(env))
      .flatMap((value) => /^\/run\/secrets\/[\w-]+\/([\w-]+)$/.exec(value)?.[1] ?? []);
    expect(keys).toEqual(expect.arrayContaining(['smtp-password', 'smpp-password']));
    for (const key of keys) expect(operating).toContain(`--from-file=${key}`);
  });

  const settings = 'base/kustomization.yaml';
  const example = 'overlays/example/kustomization.yaml';
  it.each([
    [settings, 'CAUCE_KAFKA_TLS=true', 'CAUCE_KAFKA_TLS=yes', 'CAUCE_KAFKA_TLS is "yes"'],
    [settings, 'CAUCE_MONGO_TLS', 'CAUCE_MONGODB_TLS', 'CAUCE_MONGODB_TLS is no setting of scoring'],
    [settings, 'cauce/master-key', 'keys/master-key', 'which is not mounted'],
    [settings, 'CAUCE_HTTP_HOST=0.0.0.0', 'CAUCE_HTTP_HOST=127.0.0.1', 'it answers on loopback only'],
    [example, /.*CAUCE_KAFKA_BROKERS.*\n/, '', 'CAUCE_KAFKA_BROKERS is missing'],
    [example, ':4318', ':4319', 'no policy lets it reach collector.telemetry.svc:4319'],
    ['overlays/example/sms-provider.yaml', ':3550', ':3551', 'no policy lets it reach smsc.example:3551'],
    ['base/email-sender.yaml', 'starttls', '"off"', 'CAUCE_SMTP_PASSWORD would be said in plain text'],
    ['base/sms-sender.yaml', 'PASSWORD_FILE', 'PASSWORD', 'CAUCE_SMPP_PASSWORD is no plain value'],
    ['base/probes.yaml', '/health/ready', '/ready', 'its readinessProbe asks /ready'],
    ['base/probes.yaml', '8080', '8081', 'its livenessProbe asks port 8081, it answers on 8080'],
    [
      'base/container.yaml',
      'readOnlyRootFilesystem: true',
      'readOnlyRootFilesystem: false',
      'write to its root',
    ],
    ['base/container.yaml', 'runAsNonRoot: true', 'runAsNonRoot: false', 'it may run as root'],
    ['base/container.yaml', 'memory: 512Mi', 'cpu: 1', 'it says not what it needs'],
    ['base/scoring.yaml', /---[\s\S]*/, '', 'scoring: it has no disruption budget'],
    ['base/email-sender.yaml', 'clearance.email', 'clearance.mail', 'its topic is cauce.clearance.mail'],
    ['base/email-sender.yaml', 'channel-email', 'channel-sms', 'its consumerGroup is'],
    ['base/email-sender.yaml', 'maxReplicaCount: 12', 'maxReplicaCount: 13', 'it has 12 partitions'],
    ['base/email-sender.yaml', 'spec:\n  selector', 'spec:\n  replicas: 1\n  selector', 'are at odds'],
    [settings, 'scram-sha-512', 'scram-sha-256', 'its sasl is scram_sha512, it must be scram_sha256'],
  ])('are found wrong with %s: %s as "%s"', (file, was, is, problem) => {
    expect(problemsOf(manifestsIn(planted(file, was, is)))).toContainEqual(expect.stringContaining(problem));
  });
});
