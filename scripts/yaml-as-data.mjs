// Lets esbuild import the OpenAPI document: YAML in, a module of plain data out. Jest has jest-yaml.cjs for it.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const yamlAsData = {
  name: 'yaml-as-data',
  setup(builder) {
    builder.onLoad({ filter: /\.yaml$/ }, ({ path }) => ({
      contents: JSON.stringify(parse(readFileSync(path, 'utf8'))),
      loader: 'json',
    }));
  },
};
