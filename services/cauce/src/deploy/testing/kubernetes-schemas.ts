import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { goModule } from './go-tool.ts';

/** Where the schemas come from: the API of Kubernetes, and what KEDA adds to it. */
const KUBERNETES = 'k8s.io/kubernetes@v1.36.3';
const KEDA = 'github.com/kedacore/keda/v2@v2.21.0';
const KEDA_KINDS = ['scaledobjects', 'triggerauthentications'];

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Swagger {
  readonly definitions: Readonly<Record<string, { 'x-kubernetes-group-version-kind'?: readonly Kind[] }>>;
}

interface CustomKind {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { openAPIV3Schema: object } }[];
  };
}

/** An API server drops fields that it does not know; whoever wrote one meant something else. */
const strict = (text: string): unknown =>
  JSON.parse(text, (key, value) => {
    // Most of the text.
    if (key === 'description' && typeof value === 'string') return undefined;
    if (value?.type === 'object' && value.properties) return { additionalProperties: false, ...value };
    if (value?.format === 'int-or-string') return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
    return value;
  });

/** For what has no group kubeconform takes the version as one. */
const fileOf = (dir: string, { group, version, kind }: Kind): string =>
  join(dir, `${kind.toLowerCase()}-${group || version}-${version}.json`);

/** Where kubeconform finds what `writeSchemas` wrote. */
export const schemaLocation = (dir: string): string =>
  join(dir, '{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json');

/** Writes a JSON schema for each kind of object into a folder. */
export const writeSchemas = (dir: string): void => {
  mkdirSync(dir, { recursive: true });
  const swagger = readFileSync(join(goModule(KUBERNETES), 'api/openapi-spec/swagger.json'), 'utf8');
  const { definitions } = strict(swagger) as Swagger;
  writeFileSync(join(dir, 'definitions.json'), JSON.stringify({ definitions }));
  for (const [name, { 'x-kubernetes-group-version-kind': kinds = [] }] of Object.entries(definitions)) {
    for (const kind of kinds)
      writeFileSync(fileOf(dir, kind), JSON.stringify({ $ref: `definitions.json#/definitions/${name}` }));
  }
  for (const name of KEDA_KINDS) {
    const file = join(goModule(KEDA), `config/crd/bases/keda.sh_${name}.yaml`);
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const { group, names, versions } = (document.toJS() as CustomKind).spec;
      for (const { name: version, schema } of versions) {
        const text = JSON.stringify(strict(JSON.stringify(schema.openAPIV3Schema)));
        writeFileSync(fileOf(dir, { group, version, kind: names.kind }), text);
      }
    }
  }
};
