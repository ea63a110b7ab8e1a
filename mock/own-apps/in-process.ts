import type { Declaration, SessionApp } from '../rules/app';
import { jsonCopy } from '../util/json';
import { fromJson, type NamespacesJson, toJson } from './json';

/** A session app of the user's that runs in this process. */
export interface InProcessApp {
  /** Names the app in failure messages. */
  readonly name: string;
  /** Keys by namespace. */
  readonly input: Declaration;
  readonly output: Declaration;
  /** Whether the app takes part in the create call. Default false. */
  readonly runOnCreate?: boolean;
  /**
   * Derives the outputs from the declared inputs that are set, as `{public: {sc: {value: '2'}}}`.
   * A key that it leaves out keeps its value; `""` clears. Throwing fails the request with 502.
   */
  transform(input: NamespacesJson): NamespacesJson | undefined | Promise<NamespacesJson | undefined>;
}

/** The app receives and returns copies in JSON, as it would over HTTP. */
export function inProcessApp(app: InProcessApp): SessionApp {
  const { name, input, output, runOnCreate = false } = app;
  return {
    name,
    input,
    output,
    runOnCreate,
    async transform(inputs) {
      const answer = await app.transform(JSON.parse(JSON.stringify(toJson(inputs))));
      return fromJson(jsonCopy(answer), output);
    },
  };
}
