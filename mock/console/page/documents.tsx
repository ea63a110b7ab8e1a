import type { VNode } from 'preact';
import type { SourceSummary } from '../../documents/sources';
import type { ListedTool } from '../../documents/tool';
import { ask } from './api';
import { Badge, Json, Problem, useRead } from './parts';
import { counted } from './versions';

interface ReadSource extends SourceSummary {
  readonly operations: readonly { readonly name: string; readonly method: string; readonly path: string }[];
}

/** The added OpenAPI documents, where there are some, with their operations and tools. */
export function Documents(): VNode | null {
  const { value, error } = useRead(async () => {
    const { sources } = await ask<{ sources: SourceSummary[] }>('GET', 'sources');
    if (sources.length === 0) return undefined;
    const { tools } = await ask<{ tools: ListedTool[] }>('GET', 'tools');
    const read = sources.map(({ id }) => ask<ReadSource>('GET', `sources/${encodeURIComponent(id)}`));
    return { sources: await Promise.all(read), tools };
  });
  if (value === undefined) return error === '' ? null : <Problem text={error} />;
  return (
    <section class="card wide">
      <h2>Added documents</h2>
      {value.sources.map((source) => (
        <Document
          key={source.id}
          source={source}
          tools={value.tools.filter((tool) => tool.source === source.id)}
        />
      ))}
    </section>
  );
}

function Document({ source, tools }: { source: ReadSource; tools: readonly ListedTool[] }): VNode {
  const { id, name, basePath, url, check, segment, warnings, operations } = source;
  return (
    <div>
      <h3>
        {name} <code>{id}</code>
      </h3>
      <p class="muted wrap">
        Served at {basePath ?? '/'}
        {url !== undefined && `, read from ${url}`}. Requests that it does not allow: {check}; that contradict
        the segment: {segment}.
      </p>
      {warnings.map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      <details>
        <summary>{counted(operations.length, 'operation')}</summary>
        <ul class="plain">
          {operations.map((operation) => (
            <li key={operation.name}>
              <code>
                {operation.method.toUpperCase()} {operation.path}
              </code>{' '}
              <span class="muted">{operation.name}</span>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{counted(tools.length, 'tool')}</summary>
        {tools.map((tool) => (
          <div key={tool.name}>
            <h4 class="mono">
              {tool.name} <Badge kind="plain">{tool.readOnly ? 'reads' : 'writes'}</Badge>
            </h4>
            <p>{tool.description}</p>
            <Json value={tool.inputSchema} label={`Arguments of ${tool.name}`} />
          </div>
        ))}
      </details>
    </div>
  );
}
