// Says after a plain `npm test` what it did not run, and why.
console.log(`
Left out of npm test:
  npm run test:browser   a page in Chromium: needs /usr/bin/chromium (or CHROMIUM=/path)
  npm run test:package   the tarball, installed by npm in projects of its own: takes minutes, and npm's cache or a registry
  npm run bench          ratios against bare node:http and bare Express: takes minutes
  npm run test:model     20,000 random sequences against the model of sessions instead of 1,000: takes minutes
  npm run mutants        the contract suite against each named drift of the emulator: takes minutes
  npm run test:mutation  the contract suite against every change StrykerJS can think of: takes an hour
  ALL_OPERATIONS=1       each of the 1,062 operations of VTEX's documents, where these lie in ../shared: half a minute
  FUZZ_REQUESTS=10000    10,000 random requests instead of 500: takes longer
.ci/run does the browser, the tarball, the 10,000 requests, and drifts and benchmark with --quick.`);
