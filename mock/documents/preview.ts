import { isObject, type JsonObject } from '../util/json';
import { inListOrder, operationsOf, type SpecOperation, warningsOf } from './operations';
import type { Spec } from './spec';

/** What a document holds, without adding it. Members are left out where the document says nothing. */
export interface Preview {
  readonly title?: string;
  readonly version?: string;
  readonly servers: readonly PreviewServer[];
  readonly operationCount: number;
  /** In the order in which they are read. */
  readonly operations: readonly PreviewOperation[];
  /** Each once, sorted. */
  readonly tags: readonly string[];
  readonly securitySchemes: readonly SecurityScheme[];
  readonly authStrategies: readonly { readonly schemes: readonly string[] }[];
  readonly headerPresets: readonly HeaderPreset[];
  readonly oauth2Presets: readonly OAuth2Preset[];
  /** The tools that the document becomes when it is added, in the order of their listing. */
  readonly toolNames: readonly string[];
  /** What is wrong with the document and does not prevent adding it. */
  readonly warnings: readonly string[];
}

export interface PreviewServer {
  readonly url: string;
  readonly description?: string;
  readonly variables?: Readonly<
    Record<
      string,
      { readonly default: string; readonly enum?: readonly string[]; readonly description?: string }
    >
  >;
}

export interface PreviewOperation {
  readonly operationId: string;
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
}

export interface SecurityScheme {
  /** The key in the document. */
  readonly name: string;
  readonly type: string;
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly in?: string;
  /** The scheme's own `name`: of a header, a query parameter or a cookie. */
  readonly headerName?: string;
  readonly description?: string;
  readonly flows?: JsonObject;
  readonly openIdConnectUrl?: string;
}

export interface HeaderPreset {
  readonly label: string;
  /** To be filled by the user. */
  readonly headers: Readonly<Record<string, null>>;
  readonly secretHeaders: readonly string[];
}

export interface OAuth2Preset {
  readonly label: string;
  readonly securitySchemeName: string;
  readonly flow: 'authorizationCode' | 'clientCredentials';
  readonly authorizationUrl?: string;
  readonly tokenUrl: string;
  readonly refreshUrl?: string;
  readonly scopes: JsonObject;
}

export function previewOf(spec: Spec, operations: readonly SpecOperation[] = operationsOf(spec)): Preview {
  const info = isObject(spec.document['info']) ? spec.document['info'] : {};
  const securitySchemes = securitySchemesOf(spec);
  const authStrategies = authStrategiesOf(spec, securitySchemes);
  return {
    ...texts(info, { title: 'title', version: 'version' }),
    servers: serversOf(spec),
    operationCount: operations.length,
    operations: operations.map(({ operationId, method, path, summary, tags, deprecated }) => ({
      ...{ operationId, method, path },
      ...(summary !== undefined && { summary }),
      ...{ tags, deprecated },
    })),
    tags: [...new Set(operations.flatMap(({ tags }) => tags))].sort(),
    securitySchemes,
    authStrategies,
    headerPresets: headerPresetsOf(authStrategies, securitySchemes),
    oauth2Presets: securitySchemes.flatMap(oauth2PresetsOf),
    toolNames: inListOrder(operations).map(({ name }) => name),
    warnings: warningsOf(spec, operations),
  };
}

export function serversOf({ document, resolve }: Spec): readonly PreviewServer[] {
  if (!Array.isArray(document['servers'])) return [];
  return document['servers'].map(resolve).flatMap((server): PreviewServer[] => {
    if (!isObject(server) || typeof server['url'] !== 'string') return [];
    const variables = Object.entries(isObject(server['variables']) ? server['variables'] : {}).flatMap(
      ([name, variable]) => {
        if (!isObject(variable) || typeof variable['default'] !== 'string') return [];
        const values = Array.isArray(variable['enum']) ? { enum: variable['enum'].map(String) } : {};
        return [
          [
            name,
            { default: variable['default'], ...values, ...texts(variable, { description: 'description' }) },
          ],
        ];
      },
    );
    return [
      {
        url: server['url'],
        ...texts(server, { description: 'description' }),
        ...(variables.length > 0 && { variables: Object.fromEntries(variables) }),
      },
    ];
  });
}

/** The members of `from` that hold text, under other names: `{ title: 'title' }`. */
function texts<Name extends string>(
  from: JsonObject,
  names: Readonly<Record<Name, string>>,
): { [N in Name]?: string } {
  const found = Object.entries<string>(names).flatMap(([name, key]) =>
    typeof from[key] === 'string' && from[key] !== '' ? [[name, from[key]]] : [],
  );
  return Object.fromEntries(found);
}

function securitySchemesOf({ document, resolve }: Spec): readonly SecurityScheme[] {
  const components = resolve(document['components']);
  const schemes = isObject(components) ? resolve(components['securitySchemes']) : undefined;
  return Object.entries(isObject(schemes) ? schemes : {}).flatMap(([name, written]): SecurityScheme[] => {
    const scheme = resolve(written);
    if (!isObject(scheme) || typeof scheme['type'] !== 'string') return [];
    return [
      {
        name,
        type: scheme['type'],
        ...texts(scheme, {
          scheme: 'scheme',
          bearerFormat: 'bearerFormat',
          in: 'in',
          headerName: 'name',
          description: 'description',
        }),
        ...(isObject(scheme['flows']) && { flows: scheme['flows'] }),
        ...texts(scheme, { openIdConnectUrl: 'openIdConnectUrl' }),
      },
    ];
  });
}

/** One per entry of the document's `security`, else one per scheme. */
function authStrategiesOf({ document }: Spec, schemes: readonly SecurityScheme[]): Preview['authStrategies'] {
  const required = document['security'];
  if (Array.isArray(required) && required.length > 0) {
    return required.filter(isObject).map((entry) => ({ schemes: Object.keys(entry) }));
  }
  return schemes.map(({ name }) => ({ schemes: [name] }));
}

interface Preset {
  readonly label: string;
  readonly header: string | undefined;
}

function headerPresetsOf(
  strategies: Preview['authStrategies'],
  schemes: readonly SecurityScheme[],
): readonly HeaderPreset[] {
  const byName = new Map(schemes.map((scheme) => [scheme.name, scheme]));
  return strategies.flatMap(({ schemes: names }): HeaderPreset[] => {
    const presets = names.flatMap((name) => presetOf(byName.get(name)));
    if (presets.length === 0) return [];
    const headers = [...new Set(presets.flatMap(({ header }) => header ?? []))];
    return [
      {
        label: presets.map(({ label }) => label).join(' + '),
        headers: Object.fromEntries(headers.map((header) => [header, null])),
        secretHeaders: headers,
      },
    ];
  });
}

function presetOf(scheme: SecurityScheme | undefined): Preset[] {
  if (scheme?.type === 'http') {
    const kind = scheme.scheme?.toLowerCase();
    if (kind === 'bearer') return [{ label: 'Bearer Token', header: 'Authorization' }];
    if (kind === 'basic') return [{ label: 'Basic Auth', header: 'Authorization' }];
  }
  if (scheme?.type !== 'apiKey') return [];
  return scheme.in === 'header' && scheme.headerName !== undefined
    ? [{ label: scheme.name, header: scheme.headerName }]
    : [{ label: `${scheme.name} (${scheme.in ?? 'unknown place'})`, header: undefined }];
}

function oauth2PresetsOf({ name, type, flows }: SecurityScheme): OAuth2Preset[] {
  if (type !== 'oauth2' || flows === undefined) return [];
  return (['authorizationCode', 'clientCredentials'] as const).flatMap((flow) => {
    const settings = flows[flow];
    if (!isObject(settings) || typeof settings['tokenUrl'] !== 'string') return [];
    return [
      {
        label: `${name} (${flow})`,
        securitySchemeName: name,
        flow,
        tokenUrl: settings['tokenUrl'],
        ...texts(settings, { authorizationUrl: 'authorizationUrl', refreshUrl: 'refreshUrl' }),
        scopes: isObject(settings['scopes']) ? settings['scopes'] : {},
      },
    ];
  });
}
