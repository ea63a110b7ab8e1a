import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';

/** The console: a page for people under `/_mock/`. It holds no data; every request that it makes is guarded. */

/** Beside the chunk that this is built into, or, from the sources, where the build writes. */
const folder = [join(__dirname, '../console'), join(__dirname, '../../dist/console')].find((path) =>
  existsSync(join(path, 'index.html')),
);

const headers = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/** Serves the files of the page, relative to `/_mock`. */
export const consoleFiles: RequestHandler =
  folder === undefined
    ? (_req, _res, next) => next() // the project was not built
    : express.static(folder, {
        cacheControl: false,
        redirect: false,
        setHeaders: (res) => {
          for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
        },
      });
