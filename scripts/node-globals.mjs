// Injected into the build: the platform's own classes. Test environments with a DOM run suites in a context that lacks
// some (jest-environment-jsdom has no fetch), or has others (happy-dom's Response hides Set-Cookie, its fetch applies CORS).
import { runInThisContext } from 'node:vm';

/** Its classes are read where they are used (`classes` below): the first use of Request loads undici, half of a start. */
export const platform = typeof window === 'undefined' ? globalThis : runInThisContext('globalThis');

/** Read at each call: tools like nock replace it. */
export const fetch = (...args) => platform.fetch(...args);
