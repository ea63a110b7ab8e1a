import { code, generated, page, table } from './markdown.mjs';

/** An assumption decides some. */
const statusText = (status) =>
  /^(?:\d|any)/.test(status) ? status : `[${code(status)}](assumptions.md#${status.toLowerCase()})`;

export const errorsPage = ({ refusalCodes }) =>
  page(
    generated,
    '# Error codes',
    'Errors that VTEX is known to return have the body `{type, message}`, for example `{"type":"Unauthorized","message":"…"}`. Errors that only this emulator returns carry a `code` as well, so that you can tell the two apart.',
    table(
      ['status', 'code', 'when'],
      Object.entries(refusalCodes).map(([name, { status, when }]) => [statusText(status), code(name), when]),
    ),
  );
