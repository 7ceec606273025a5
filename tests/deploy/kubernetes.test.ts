import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { allocatorEnvironment, environmentVariables, readConfig } from '@face-session/server';
import jsonPatch, { type Operation } from 'fast-json-patch';
import { load, loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../kit/process.js';
import { startHarness, type Harness } from '../kit/service.js';
import { manifestFaults, type Manifest } from './manifest-faults.js';

/* The manifests of deploy/kubernetes against the schemas of Kubernetes, and against the service that they run. */

const root = join(import.meta.dirname, '..', '..');
const kubernetes = join(root, 'deploy', 'kubernetes');
const sizes = readdirSync(join(kubernetes, 'overlays')).sort();

interface Kustomization {
  readonly resources: readonly string[];
  readonly labels?: readonly unknown[];
  readonly patches?: readonly { readonly target: { readonly kind: string; readonly name: string }; readonly patch: string }[];
}

/** A folder as `kubectl apply -k` reads it, with RFC 6902 patches; without the labels that it adds. */
function rendered(folder: string): Manifest[] {
  const { resources, patches = [] } = load(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  let manifests = resources.flatMap((path) =>
    path.endsWith('.yaml') ? (loadAll(readFileSync(join(folder, path), 'utf8')) as Manifest[]) : rendered(join(folder, path)),
  );
  for (const { target, patch } of patches) {
    const isTarget = ({ kind, metadata }: Manifest): boolean => kind === target.kind && metadata.name === target.name;
    if (manifests.filter(isTarget).length !== 1) throw new Error(`${folder}: no single ${target.kind} ${target.name} to patch.`);
    const operations = load(patch) as Operation[];
    manifests = manifests.map((each) =>
      isTarget(each) ? jsonPatch.applyPatch(structuredClone(each), operations, true).newDocument : each,
    );
  }
  return manifests;
}

const one = (manifests: readonly Manifest[], kind: string): Manifest => {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`${String(found.length)} of kind ${kind}.`);
  return found[0]!;
};

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly [probe: string]: unknown;
}
interface PodSpec {
  readonly containers: readonly [Container];
  readonly securityContext: object;
  readonly volumes: readonly { readonly name: string }[];
  readonly terminationGracePeriodSeconds?: number;
}
const podOf = (manifest: Manifest): PodSpec => (manifest.spec as { template: { spec: PodSpec } }).template.spec;
const containerOf = (manifest: Manifest): Container => podOf(manifest).containers[0];

let harness: Harness;
/** What `face-session --help` prints. */
let commands: string;
beforeAll(async () => {
  harness = await startHarness();
  commands = (await runCli(['--help'], { PATH: process.env.PATH })).stdout.replaceAll(/^ +/gm, '');
});
afterAll(() => harness.close());

describe.each(sizes)('the overlay %s', (size) => {
  const manifests = rendered(join(kubernetes, 'overlays', size));
  const deployment = one(manifests, 'Deployment');
  const migration = one(manifests, 'Job');
  const workloads = [deployment, migration];
  const settings = (one(manifests, 'ConfigMap') as unknown as { data: Record<string, string> }).data;
  const scaler = one(manifests, 'HorizontalPodAutoscaler').spec as {
    minReplicas: number;
    maxReplicas: number;
    scaleTargetRef: object;
    metrics: { type: string; pods?: { metric: { name: string }; target: { averageValue: string } } }[];
  };

  it('has manifests that fit the schemas of Kubernetes', () => {
    expect(manifests.map(({ kind }) => kind).sort()).toEqual([
      'ConfigMap',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Job',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Service',
    ]);
    for (const manifest of manifests) expect([manifest.kind, manifestFaults(manifest)]).toEqual([manifest.kind, []]);
  });

  it('gives the service settings that it has, with values that it takes', () => {
    for (const workload of workloads) {
      const { env } = containerOf(workload);
      const names = [...Object.keys(settings), ...env.map(({ name }) => name)];
      const known = [...Object.keys(environmentVariables), ...Object.keys(allocatorEnvironment)];
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      const secrets: Record<string, string> = {
        DATABASE_URL: 'postgres://user:secret@database/face_session',
        METRICS_TOKEN: 'x'.repeat(32),
      };
      const cpu = containerOf(deployment).resources.requests.cpu ?? '';
      const values = env.map(({ name, value }) => [name, value ?? secrets[name] ?? (name === 'WORKERS' ? cpu : undefined)] as const);
      const config = readConfig({ ...settings, ...Object.fromEntries(values) });
      expect(config).toMatchObject({ store: { kind: 'postgres' }, masterKey: { file: '/run/secrets/face-session/master.key' } });
      if (workload !== deployment) continue;
      expect(config).toMatchObject({ workers: Number(cpu), keepsFreedMemory: false });
    }
  });

  it('sets the memory of the C library as the image does', () => {
    const dockerfile = readFileSync(join(root, 'deploy', 'Dockerfile'), 'utf8');
    for (const [name, value] of Object.entries(allocatorEnvironment)) {
      expect(containerOf(deployment).env).toContainEqual({ name, value });
      expect(dockerfile).toContain(`${name}=${value}`);
    }
  });

  it('probes paths that the service answers, on its port', async () => {
    const container = containerOf(deployment);
    expect(container.ports).toEqual([
      { name: 'http', containerPort: readConfig({ ...settings, DATABASE_URL: 'postgres://a', MASTER_KEY_FILE: 'b' }).port },
    ]);
    for (const name of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const { httpGet } = container[name] as { httpGet: { path: string; port: string } };
      expect([name, httpGet.port, (await fetch(harness.url + httpGet.path)).status]).toEqual([name, 'http', 200]);
    }
    // A database that is away must not restart every pod.
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/healthz' } });
    const service = one(manifests, 'Service').spec as { ports: { targetPort: string }[] };
    expect(service.ports.map(({ targetPort }) => targetPort)).toEqual(['http']);
  });

  it('scales by a metric that the service has, to what the pods may connect', async () => {
    const [queue] = scaler.metrics.filter(({ type }) => type === 'Pods');
    expect(await (await fetch(`${harness.url}/metrics`)).text()).toContain(`\n${queue?.pods?.metric.name ?? '-'} `);
    // One burst that waits for each worker.
    expect(Number(queue?.pods?.target.averageValue)).toBe(4 * Number(containerOf(deployment).resources.requests.cpu));
    expect(scaler.minReplicas).toBeGreaterThanOrEqual(2);
    expect(scaler.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.metadata.name });
    // The connections that the first lines of the overlay promise, and one pod more during an update.
    const text = readFileSync(join(kubernetes, 'overlays', size, 'kustomization.yaml'), 'utf8');
    const most = { small: 100, medium: 200, large: Number.POSITIVE_INFINITY }[size];
    if (size === 'large') expect(text).toContain('PgBouncer');
    expect((scaler.maxReplicas + 1) * Number(settings.DATABASE_POOL)).toBeLessThan(most ?? 0);
    // The autoscaler decides: a number in the deployment would reset it at each apply.
    expect(deployment.spec).not.toHaveProperty('replicas');
  });

  it('runs without root, rights or a file system that can be written', () => {
    for (const workload of workloads) {
      const pod = podOf(workload);
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(pod.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(pod.containers[0].volumeMounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name));
    }
    const writable = containerOf(deployment).volumeMounts.filter(({ readOnly }) => readOnly !== true);
    expect(writable.map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp']);
  });

  it('gives the master key as a file, and names the same image and a command of it everywhere', () => {
    for (const workload of workloads) expect(containerOf(workload).env.map(({ name }) => name)).not.toContain('MASTER_KEY');
    expect(new Set(workloads.map((workload) => containerOf(workload).image)).size).toBe(1);
    expect(workloads.map((workload) => containerOf(workload).args)).toEqual([['serve'], ['migrate']]);
    expect(commands).toMatch(/^serve /m);
    expect(commands).toMatch(/^migrate /m);
  });

  it('lets the service end before it is killed', () => {
    const { terminationGracePeriodSeconds = 0, containers } = podOf(deployment);
    const { preStop } = containers[0].lifecycle as { preStop: { exec: { command: [string, string] } } };
    expect(preStop.exec.command[0]).toBe('sleep');
    // The service ends within 35 seconds of SIGTERM.
    expect(terminationGracePeriodSeconds - Number(preStop.exec.command[1])).toBeGreaterThanOrEqual(35);
  });

  it('selects the pods that it makes', () => {
    const labels = (deployment.spec as { template: { metadata: { labels: object } } }).template.metadata.labels;
    expect((one(manifests, 'Service').spec as { selector: object }).selector).toEqual(labels);
    for (const manifest of [deployment, one(manifests, 'PodDisruptionBudget')])
      expect((manifest.spec as { selector: { matchLabels: object } }).selector.matchLabels).toEqual(labels);
    const names = workloads.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/name']);
    expect((one(manifests, 'NetworkPolicy').spec as { podSelector: unknown }).podSelector).toEqual({
      matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }],
    });
  });
});

/** The first release of kubectl whose kustomize reads folders as resources. */
const kubectlMinor = Number(
  (/"minor": "(\d+)/.exec(spawnSync('kubectl', ['version', '--client', '--output=json'], { encoding: 'utf8' }).stdout) ?? [])[1] ?? 0,
);

it.skipIf(kubectlMinor < 21).each(sizes)('kubectl renders the overlay %s, as it is checked here', async (size) => {
  const folder = join(kubernetes, 'overlays', size);
  const { stdout } = await promisify(execFile)('kubectl', ['kustomize', folder]);
  const withoutLabel = (loadAll(stdout) as Manifest[]).map(({ metadata, ...rest }) => {
    const labels = Object.entries(metadata.labels ?? {}).filter(([name]) => name !== 'app.kubernetes.io/part-of');
    return { ...rest, metadata: { name: metadata.name, ...(labels.length > 0 && { labels: Object.fromEntries(labels) }) } };
  });
  const byKind = (a: { kind: string }, b: { kind: string }): number => a.kind.localeCompare(b.kind);
  expect(withoutLabel.sort(byKind)).toEqual(rendered(folder).sort(byKind));
});

it('the rule of the adapter is about the metric that the autoscaler reads', () => {
  const { rules } = load(readFileSync(join(kubernetes, 'prometheus-adapter.yaml'), 'utf8')) as {
    rules: { seriesQuery: string; metricsQuery: string }[];
  };
  const [rule] = rules;
  expect(rules).toHaveLength(1);
  for (const query of [rule?.seriesQuery, rule?.metricsQuery]) expect(query).toContain('face_session_queue_pictures{');
});

describe('the check of schemas', () => {
  const [deployment] = rendered(join(kubernetes, 'base')).filter(({ kind }) => kind === 'Deployment');
  const changed = (
    change: (copy: { spec: { template: { spec: { containers: Record<string, unknown>[] } } } & Record<string, unknown> }) => void,
  ) => {
    const copy = structuredClone(deployment) as never;
    change(copy);
    return manifestFaults(copy);
  };

  it.each([
    ['a value of another type', () => changed(({ spec }) => void (spec.revisionHistoryLimit = 'three'))],
    ['a field that is missing', () => changed(({ spec }) => void (spec.selector = undefined))],
    ['a field that Kubernetes does not have', () => changed(({ spec }) => void (spec.template.spec.containers[0]!.readynessProbe = {}))],
    ['a kind that Kubernetes does not have', () => manifestFaults({ ...deployment!, kind: 'Deploymint' })],
  ])('finds %s', (_, faults) => {
    expect(faults()).not.toEqual([]);
  });
});
