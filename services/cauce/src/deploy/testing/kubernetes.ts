import { parseAllDocuments } from 'yaml';
import { goTool } from './go-tool.ts';

/** What the checks read of an object. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
    readonly selector?: { readonly matchLabels?: Labels } & Labels;
    readonly podSelector?: { readonly matchLabels?: Labels };
    readonly egress?: readonly { readonly ports?: readonly { readonly port: number }[] }[];
    readonly ports?: readonly { readonly targetPort: string }[];
    readonly scaleTargetRef?: { readonly name: string };
    readonly maxReplicaCount?: number;
    readonly triggers?: readonly { readonly metadata: Readonly<Record<string, string>> }[];
    readonly secretTargetRef?: readonly { readonly name: string; readonly key: string }[];
  };
}

type Labels = Readonly<Record<string, string>>;

export interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly containers: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly secret?: { readonly secretName: string };
  }[];
}

export interface Container {
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources?: {
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
    readonly limits?: { readonly memory?: string };
  };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[] };
  };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

/** What kustomize makes of a folder. Throws what is wrong with it. */
export const rendered = (folder: string): string => goTool('kustomize', ['build', folder]);

export const manifestsIn = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** Something that runs a program: its pods, and what its container is told. */
export interface Workload {
  readonly name: string;
  readonly kind: string;
  readonly replicas: number | undefined;
  readonly labels: Labels;
  readonly pod: PodSpec;
  readonly container: Container;
  readonly env: Readonly<Record<string, string>>;
}

const workloadOf = ({ kind, metadata, spec }: Manifest, manifests: readonly Manifest[]): Workload[] => {
  const pod = spec?.template?.spec;
  const [container] = pod?.containers ?? [];
  if (!spec?.template || !pod || !container) return [];
  const configured = (container.envFrom ?? []).map(
    ({ configMapRef }) =>
      manifests.find((one) => one.kind === 'ConfigMap' && one.metadata.name === configMapRef?.name)?.data ??
      {},
  );
  const own = Object.fromEntries((container.env ?? []).map(({ name, value = '' }) => [name, value]));
  const { labels } = spec.template.metadata;
  const env = Object.assign({}, ...configured, own);
  return [{ name: metadata.name, kind, replicas: spec.replicas, labels, pod, container, env }];
};

export const workloadsIn = (manifests: readonly Manifest[]): Workload[] =>
  manifests.flatMap((one) => workloadOf(one, manifests));

/** Whether a selector chooses pods with these labels. */
export const selects = (matchLabels: Labels = {}, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([name, value]) => labels[name] === value);
