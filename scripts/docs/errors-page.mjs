import { code, generated, page, table } from './markdown.mjs';

/** Every error code of the emulator. */
export const errorsPage = ({ refusalCodes }) =>
  page(
    generated,
    '# Error codes',
    'Errors that VTEX is known to return have the body `{type, message}`, for example `{"type":"Unauthorized","message":"…"}`. Errors that only this emulator returns carry a `code` as well, so that you can tell the two apart.',
    table(
      ['code', 'when'],
      Object.entries(refusalCodes).map(([name, when]) => [code(name), when]),
    ),
  );
