// Lets esbuild import the OpenAPI documents and the account fixtures: as modules of plain data. The data is text for JSON.parse,
// which loads several times as fast as the same as JavaScript. Jest uses jest-yaml.cjs.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const jsonAsText = {
  name: 'json-as-text',
  setup(builder) {
    builder.onLoad({ filter: /\.yaml$|fixtures[\\/].*\.json$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const data = path.endsWith('.yaml') ? parse(text) : JSON.parse(text);
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});` };
    });
  },
};
