// Lints Kubernetes manifests with Monokle, by all rules that need no network, except those below. Jest cannot load it.
//   node scripts/lint-kubernetes.mjs < manifest.yaml
import { text } from 'node:stream/consumers';
import { createDefaultMonokleValidator } from '@monokle/validation';
import { parseAllDocuments } from 'yaml';

/** Not kubernetes-schema, whose schemas come from the network, nor metadata, which requires a label that Kubernetes does not have. */
const plugins = ['yaml-syntax', 'pod-security-standards', 'practices', 'resource-links'];
const off = new Set([
  'practices/no-secret-mounted-as-env', // the control token is a variable
  'resource-links/no-missing-optional-links', // the manifest does not have the secret that it names
]);

const manifest = await text(process.stdin);
const resources = parseAllDocuments(manifest).map((document, index) => {
  const content = document.toJS();
  const { apiVersion, kind, metadata } = content;
  const [start, , end] = document.range;
  const at = { id: `${index}`, fileId: 'manifest', filePath: 'manifest.yaml', fileOffset: start };
  return { ...at, name: metadata.name, apiVersion, kind, content, text: manifest.slice(start, end) };
});

const validator = createDefaultMonokleValidator();
const config = { plugins: Object.fromEntries(plugins.map((name) => [name, true])) };
await validator.preload(config);
const names = validator
  .getPlugins()
  .flatMap((plugin) =>
    plugins.includes(plugin.name) ? plugin.rules.map(({ name }) => `${plugin.name}/${name}`) : [],
  );
await validator.preload({
  ...config,
  rules: Object.fromEntries(names.map((name) => [name, !off.has(name)])),
});
const { runs } = await validator.validate({ resources });
const results = runs.flatMap((run) => run.results);
for (const { ruleId, message, locations } of results) {
  const [place] = locations.at(-1).logicalLocations;
  console.log(`${ruleId} ${place.fullyQualifiedName}: ${message.text}`);
}
console.error(`${names.length - off.size} rules`);
process.exitCode = results.length > 0 ? 1 : 0;
