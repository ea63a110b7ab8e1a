// Injected into the build: the platform's own classes. Test environments with a DOM run suites in a context that lacks
// some (jest-environment-jsdom has no fetch), or has others (happy-dom's Response hides Set-Cookie, its fetch wants CORS).
import { runInThisContext } from 'node:vm';

const node = typeof window === 'undefined' ? globalThis : runInThisContext('globalThis');

/** Not the one of now: tools like nock replace it. */
export const fetch = (...args) => node.fetch(...args);
export const {
  AbortController,
  AbortSignal,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  structuredClone,
} = node;
