import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { environmentProblems, programOf } from './environment.ts';
import { goTool } from './go-tool.ts';
import { inDeploy } from './in-deploy.ts';
import { portOf, READY } from './probes.ts';
import { serversIn } from './servers-in.ts';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly { readonly type: string; readonly source: string }[];
  readonly secrets?: readonly { readonly source: string; readonly target: string }[];
  readonly ports?: readonly { readonly host_ip?: string }[];
  readonly healthcheck?: { readonly test?: readonly string[] };
}

/** A compose file with everything merged; paths as they are written. */
export interface ComposeModel {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

/** Made by whoever starts it, as the file says. */
const MADE_BY_HAND = './inbox';
/** What the paths in a file begin at. */
const BASE = inDeploy('');

/** Compose's own reading of a file, which also checks it against the schema. Throws what is wrong with it. */
export const composeModel = (file: string): ComposeModel =>
  JSON.parse(
    goTool('github.com/compose-spec/compose-go/v2/cmd', ['-no-path-resolution', '-format', 'json', file]),
  ) as ComposeModel;

/** What a service names and the file does not have. */
const danglingProblems = (
  service: Service,
  { services, volumes = {}, secrets = {} }: ComposeModel,
): string[] => {
  const missing = (names: readonly string[], there: object, what: string): string[] =>
    names.filter((name) => !Object.hasOwn(there, name)).map((name) => `there is no ${what} ${name}`);
  const ofType = (type: string) =>
    (service.volumes ?? []).filter((one) => one.type === type).map(({ source }) => source);
  return [
    ...missing(Object.keys(service.depends_on ?? {}), services, 'service'),
    ...missing(ofType('volume'), volumes, 'volume'),
    ...missing(
      (service.secrets ?? []).map(({ source }) => source),
      secrets,
      'secret',
    ),
    ...ofType('bind')
      .filter((path) => path !== MADE_BY_HAND && !existsSync(resolve(BASE, path)))
      .map((path) => `there is no file ${path}`),
  ];
};

/** What is wrong with how a program of ours is run. */
const programProblems = (service: Service, { services }: ComposeModel): string[] => {
  const { command = [], environment = {}, secrets = [], healthcheck, read_only, cap_drop } = service;
  const program = programOf(command);
  const asked = healthcheck?.test?.join(' ').match(/http:[^']+/)?.[0];
  const answered = `http://127.0.0.1:${portOf(program, environment)}${READY}`;
  const mounted = new Set(secrets.map(({ target }) => target));
  return [
    ...environmentProblems(program, environment),
    ...serversIn(environment)
      .map((server) => server.split(':', 1)[0] ?? '')
      .filter((host) => !Object.hasOwn(services, host) && host !== '0.0.0.0')
      .map((host) => `no service is called ${host}`),
    ...Object.entries(environment)
      .filter(([name, path]) => name.endsWith('_FILE') && !mounted.has(path))
      .map(([name, path]) => `${name} names ${path}, which is not mounted`),
    ...(asked === undefined || asked === answered ? [] : [`nothing answers at ${asked}`]),
    ...(read_only && cap_drop?.includes('ALL') ? [] : ['it may write to its root or has capabilities']),
  ];
};

/** All that is wrong with a compose file, beyond its schema. */
export const composeProblems = (model: ComposeModel): string[] =>
  Object.entries(model.services).flatMap(([name, service]) => {
    const open = (service.ports ?? []).filter(({ host_ip }) => host_ip !== '127.0.0.1');
    return [
      ...danglingProblems(service, model),
      ...(service.image === 'cauce' ? programProblems(service, model) : []),
      ...open.map(() => 'it is reached from other machines'),
    ].map((problem) => `${name}: ${problem}`);
  });
