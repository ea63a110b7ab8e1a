// Lets tests import the OpenAPI document as the build does: YAML in, a module of plain data out.
const { parse } = require('yaml');

module.exports = {
  process: (text) => ({
    code: `module.exports = { __esModule: true, default: ${JSON.stringify(parse(text))} };`,
  }),
};
