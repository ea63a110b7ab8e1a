/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** Packages that ship ES modules only: Jest below Node 24.9 cannot `require` them as they are. */
const esmOnly = [
  '@apidevtools/json-schema-ref-parser',
  '@open-draft/deferred-promise',
  'rettime',
  'until-async',
];

const shared: Config = {
  testEnvironment: 'node',
  transform: {
    '\\.yaml$': '<rootDir>/scripts/jest-yaml.cjs',
    '\\.compiled\\.ts$': '<rootDir>/scripts/jest-compiled.cjs',
    '\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { target: 'es2022' }, sourceMaps: 'inline' }],
  },
  transformIgnorePatterns: [
    `/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly.join('|')})/)`,
    '<rootDir>/dist/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/', '<rootDir>/examples/'],
};

const config: Config = {
  testTimeout: 180_000, // a busy machine takes three times as long as CI
  maxWorkers: '100%', // by default Jest leaves a core idle, which is half of two
  projects: [
    {
      ...shared,
      displayName: 'mock',
      testMatch: [
        '<rootDir>/mock/**/*.test.ts',
        '<rootDir>/cli/**/*.test.ts',
        '<rootDir>/fixtures/**/*.test.ts',
      ],
    },
    { ...shared, displayName: 'contracts', testMatch: ['<rootDir>/contracts/**/*.test.ts'] },
    { ...shared, displayName: 'package', testMatch: ['<rootDir>/tests/package/*.test.ts'] },
    { ...shared, displayName: 'slow', testMatch: ['<rootDir>/tests/package/slow/*.test.ts'] },
    { ...shared, displayName: 'installed', testMatch: ['<rootDir>/tests/package/installed/*.test.ts'] },
    { ...shared, displayName: 'examples', testMatch: ['<rootDir>/tests/examples/**/*.test.ts'] },
    { ...shared, displayName: 'redis', testMatch: ['<rootDir>/tests/redis/*.test.ts'] },
    { ...shared, displayName: 'browser', testMatch: ['<rootDir>/tests/browser/**/*.test.ts'] },
  ],
};

export default config;
