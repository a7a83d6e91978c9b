import { environmentProblems, programOf } from './environment.ts';
import { type Manifest, selects, type Workload, workloadsIn } from './kubernetes.ts';
import { LIVE, portOf, READY } from './probes.ts';
import { serversIn } from './servers-in.ts';

type Check = (workload: Workload, manifests: readonly Manifest[]) => readonly string[];

const unless = (right: unknown, problem: string): string[] => (right ? [] : [problem]);

/** As little may go wrong as the container of a program allows. */
const contained: Check = ({ pod, container }) => {
  const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {};
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = container.securityContext ?? {};
  const { requests, limits } = container.resources ?? {};
  return [
    ...unless(runAsNonRoot && runAsUser, 'it may run as root'),
    ...unless(seccompProfile?.type === 'RuntimeDefault', 'it may make any system call'),
    ...unless(allowPrivilegeEscalation === false, 'it may gain privileges'),
    ...unless(readOnlyRootFilesystem, 'it may write to its root'),
    ...unless(capabilities?.drop?.includes('ALL'), 'it keeps capabilities'),
    ...unless(pod.automountServiceAccountToken === false, 'it is given a key to the cluster'),
    ...unless(requests?.cpu && requests.memory && limits?.memory, 'it says not what it needs'),
    ...unless((pod.terminationGracePeriodSeconds ?? 0) > 25, 'it is killed before it has handed over'),
  ];
};

/** Secrets come from files, and those are mounted. */
const configured: Check = ({ pod, container, env }) => {
  const secrets = new Set((pod.volumes ?? []).filter(({ secret }) => secret).map(({ name }) => name));
  const places = (container.volumeMounts ?? []).filter(({ name }) => secrets.has(name));
  const mounted = (path: string): boolean => places.some(({ mountPath }) => path.startsWith(`${mountPath}/`));
  const files = Object.entries(env).filter(([name]) => /^CAUCE_.*_FILE$/.test(name));
  const program = programOf(container.args);
  // One set of settings serves all programs: what all are told need not concern the one that only makes topics.
  const shared = program === 'topics apply' ? Object.keys(env) : [];
  return [
    ...environmentProblems(program, env, shared),
    ...files
      .filter(([, path]) => !mounted(path))
      .map(([name, path]) => `${name} names ${path}, which is not mounted`),
    ...(container.env ?? [])
      .filter(({ name, value }) => value === undefined || /PASSWORD$|SECRET$|_KEY$/.test(name))
      .map(({ name }) => `${name} is no plain value`),
  ];
};

/** Kubernetes asks where the program answers. */
const probed: Check = ({ kind, container, env }) => {
  if (kind === 'Job') return [];
  const port = portOf(programOf(container.args), env);
  return (['livenessProbe', 'readinessProbe'] as const).flatMap((probe) => {
    const asked = container[probe]?.httpGet;
    if (!asked) return [`it has no ${probe}`];
    const asks = container.ports?.find(({ name }) => name === asked.port)?.containerPort;
    const path = probe === 'livenessProbe' ? LIVE : READY;
    return [
      ...unless(asks === port, `its ${probe} asks port ${asks}, it answers on ${port}`),
      ...unless(asked.path === path, `its ${probe} asks ${asked.path}`),
      ...unless(env.CAUCE_HTTP_HOST === '0.0.0.0', 'it answers on loopback only'),
    ];
  });
};

/** Its policies let it reach the servers that it is told of. */
const connected: Check = ({ labels, env }, manifests) => {
  const ports = manifests
    .filter(({ kind, spec }) => kind === 'NetworkPolicy' && selects(spec?.podSelector?.matchLabels, labels))
    .flatMap(({ spec }) => spec?.egress ?? [])
    .flatMap((rule) => rule.ports ?? [])
    .map(({ port }) => port);
  return serversIn(env)
    .filter((server) => !ports.includes(Number(server.split(':')[1])))
    .map((server) => `no policy lets it reach ${server}`);
};

/** What goes on goes on while a node is emptied. */
const lasting: Check = ({ kind, labels }, manifests) => {
  const budgets = manifests.filter(
    ({ kind: other, spec }) =>
      other === 'PodDisruptionBudget' && selects(spec?.selector?.matchLabels ?? { none: '' }, labels),
  );
  return unless(kind !== 'Deployment' || budgets.length === 1, 'it has no disruption budget');
};

/** All that is wrong with what runs programs. */
export const workloadProblems = (manifests: readonly Manifest[]): string[] =>
  workloadsIn(manifests).flatMap((workload) =>
    [contained, configured, probed, connected, lasting]
      .flatMap((check) => check(workload, manifests))
      .map((problem) => `${workload.name}: ${problem}`),
  );
