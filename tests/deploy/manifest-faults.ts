import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A manifest of Kubernetes, as far as every kind is alike. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

/** A validator that was compiled of a schema: it reads each property that the schema has. */
interface CompiledSchema {
  (data: unknown): boolean;
  errors?:
    readonly { readonly instancePath: string; readonly message?: string; readonly keyword: string; readonly params?: object }[] | null;
}

/** The schemas by API version and kind: those of the kinds that `deploy/kubernetes` has. */
const schemaNames: Readonly<Record<string, string>> = {
  'v1 ConfigMap': 'CoreV1ConfigMap',
  'v1 Service': 'CoreV1Service',
  'apps/v1 Deployment': 'AppsV1Deployment',
  'autoscaling/v2 HorizontalPodAutoscaler': 'AutoscalingV2HorizontalPodAutoscaler',
  'batch/v1 Job': 'BatchV1Job',
  'networking.k8s.io/v1 NetworkPolicy': 'NetworkingV1NetworkPolicy',
  'policy/v1 PodDisruptionBudget': 'PolicyV1PodDisruptionBudget',
};

const require = createRequire(import.meta.url);

/** The compiled schemas. The package exports classes that use them, but not them. */
const schemas = join(dirname(require.resolve('kubernetes-models')), '_schemas');

/** What is wrong with a manifest by the schemas of Kubernetes, as its API server says it with `--validate=strict`: unknown fields too. Empty: nothing. */
export function manifestFaults(manifest: Manifest): string[] {
  const name = schemaNames[`${manifest.apiVersion} ${manifest.kind}`];
  if (name === undefined) return [`There is no kind ${manifest.kind} in ${manifest.apiVersion}.`];
  const { validate } = require(join(schemas, `IoK8sApi${name}.js`)) as { validate: CompiledSchema };
  const fields = new Map<object, Set<PropertyKey>>();
  const watched = watch(manifest, fields);
  if (!validate(watched))
    return (validate.errors ?? []).map(
      ({ instancePath, message, keyword, params }) => `${instancePath}: ${message ?? keyword} ${JSON.stringify(params ?? {})}`,
    );
  return unread(manifest, fields, '');
}

/** The value; notes each field that is read of it and of what is in it. */
function watch(value: unknown, fields: Map<object, Set<PropertyKey>>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const names = fields.get(value) ?? new Set<PropertyKey>();
  fields.set(value, names);
  return new Proxy(value, {
    get(target, name) {
      names.add(name);
      return watch(Reflect.get(target, name), fields);
    },
  });
}

/** Paths of fields that no schema has. */
function unread(value: unknown, fields: ReadonlyMap<object, ReadonlySet<PropertyKey>>, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = `${path}/${name}`;
    return fields.get(value)?.has(name) === true ? unread(inner, fields, place) : [`${place}: Kubernetes has no such field.`];
  });
}
