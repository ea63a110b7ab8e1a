// Mutation testing with the contract suite as the only judge: `npm run test:mutation`.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['mock/{rules,apps,http}/**/*.ts', '!mock/**/*.test.ts', '!mock/**/testing/**'],
  plugins: ['./contracts/mutation/runner.mjs'],
  testRunner: 'contract-suite',
  coverageAnalysis: 'perTest',
  // Only what the emulator and the suite are made of is copied.
  ignorePatterns: ['/*', '!/package.json', '!/mock', '!/contracts', '!/fixtures', '!/scripts'],
  disableTypeChecks: false,
  concurrency: Number(process.env.STRYKER_CONCURRENCY ?? 2),
  // Longer than the runner waits for a behaviour the first and the second time: it is the runner that decides.
  timeoutMS: 45_000,
  tempDirName: '.stryker-tmp',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  allowConsoleColors: false,
};
