// Prints after `npm test` what it did not run, and why.
console.log(`
Not part of npm test:
  npm run test:slow      more of the built package: test suites, the action, verify's round trip, docs: takes minutes
  npm run test:browser   pages in Chromium (/usr/bin/chromium, or CHROMIUM=/path), and clients that keep cookies: Firefox, WebKitGTK
                         and Python's, where Debian's firefox-esr, webkit2gtk-driver, xvfb, python3-requests and python3-httpx are,
                         and Prometheus' parser, where python3-prometheus-client is
  npm run test:redis     sessions in Redis, with several processes: needs redis-server and nginx
  npm run test:package   the tarball, installed by npm in separate projects: takes minutes, and npm's cache or a registry
  npm run test:examples  the projects of examples/ against the packed package: takes minutes
  npm run bench:redis    the same for sessions in Redis, up to 1,000,000: needs redis-server
  npm run bench          ratios to bare node:http and bare Express: takes minutes
  npm run test:model     20,000 random sequences against the model of sessions: takes minutes
  npm run mutants        the contract suite against each named drift of the emulator: takes minutes
  npm run test:mutation  mutation testing with StrykerJS and the contract suite: takes an hour
  ALL_OPERATIONS=1       each of the 1,062 operations of VTEX's OpenAPI documents, where a machine has them: half a minute
  FUZZ_REQUESTS=10000    10,000 random requests instead of 500: takes longer
.ci/run runs the first five, the 10,000 requests, and drifts and benchmark with --quick.`);
