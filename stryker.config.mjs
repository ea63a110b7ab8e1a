// Mutation testing with the contract suite as the only judge: `npm run test:mutation`, or
// `npm run test:mutation -- --mutate mock/rules/cascade.ts` for one file. docs/internals/mutation-testing.md has
// what was measured.

export default {
  mutate: ['mock/{rules,apps,wire,operations,server}/**/*.ts', '!mock/**/*.test.ts', '!mock/**/testing/**'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  jest: {
    projectType: 'custom',
    config: {
      projects: undefined,
      testEnvironment: 'node',
      testTimeout: 180_000,
      testMatch: ['<rootDir>/contracts/contract.test.ts', '<rootDir>/contracts/assumptions.test.ts'],
      transform: {
        '\\.yaml$': '<rootDir>/scripts/jest-yaml.cjs',
        '\\.compiled\\.ts$': '<rootDir>/scripts/jest-compiled.cjs',
        '\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022' } }],
      },
      // ES modules, see jest.config.ts
      transformIgnorePatterns: [
        '/node_modules/(?!(?:.*/node_modules/)?(?:@apidevtools/json-schema-ref-parser|@open-draft/deferred-promise|rettime|until-async)/)',
      ],
    },
  },
  // TypeScript 7 has no API, with which Stryker would rewrite tsconfig.json; Jest's settings are those above.
  ignorePatterns: [
    '/*',
    '!/package.json',
    '!/package-lock.json',
    '!/mock',
    '!/contracts',
    '!/fixtures',
    '!/scripts',
  ],
  disableTypeChecks: false,
  timeoutMS: 30_000,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: '.stryker-tmp/report.html' },
  jsonReporter: { fileName: '.stryker-tmp/report.json' },
  tempDirName: '.stryker-tmp/sandbox',
};
