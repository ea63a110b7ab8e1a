// The contract suite as a test runner of StrykerJS. Jest takes seconds to start for each mutant, a behaviour takes
// milliseconds; so the suite, which knows nothing of Jest, runs here in one process, each mutant until it is noticed.
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  determineHitLimitReached,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { expect } from 'expect';
import { openSandbox } from './sandbox.mjs';

/** Milliseconds one behaviour may take. The slowest takes a few hundred. */
const patience = 6_000;

/** Milliseconds it may take when it is tried again: that a machine is busy must not count as a mutant that was noticed. */
const morePatience = 15_000;

class ContractSuiteRunner {
  /** Milliseconds that each test took while nothing was mutated. */
  #usual = new Map();

  /** How many mutants of a file each test has killed. */
  #kills = new Map();

  #tests = [];

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    globalThis.__stryker__ ??= {};
    this.sandbox = await openSandbox(process.cwd());
    this.sandbox.load();
    this.#tests = this.sandbox.tests();
    globalThis.__stryker__.mutantCoverage = undefined; // what loading reached is counted again by the dry run
    // A mutant may throw outside of any promise that is waited for. A server of the emulator's would stop at that.
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      process.on(event, (error) => this.broken?.(error));
    }
  }

  async dryRun() {
    const stryker = globalThis.__stryker__;
    const result = await this.#run(this.#tests, {
      stopsAtFailure: false,
      onStart(id) {
        stryker.currentTestId = id;
      },
    });
    stryker.currentTestId = undefined;
    if (result.status !== DryRunStatus.Complete) return result;
    for (const { id, timeSpentMs } of result.tests) this.#usual.set(id, timeSpentMs);
    return { ...result, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit, sandboxFileName }) {
    const stryker = globalThis.__stryker__;
    stryker.activeMutant = activeMutant.id;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    stryker.hitLimit = hitLimit;
    const wanted = testFilter === undefined ? undefined : new Set(testFilter);
    const isAbout = ({ about }) => about?.test(sandboxFileName) ?? true;
    const tests = this.#tests.filter((test) => (wanted?.has(test.id) ?? true) && isAbout(test));
    const kills = this.#killsIn(sandboxFileName);
    tests.sort(
      (a, b) =>
        (kills.get(b.id) ?? 0) - (kills.get(a.id) ?? 0) || this.#usual.get(a.id) - this.#usual.get(b.id),
    );
    const result = await this.#run(tests, { stopsAtFailure: !disableBail });
    const endless = determineHitLimitReached(stryker.hitCount, hitLimit);
    stryker.activeMutant = undefined;
    const mutantResult = toMutantRunResult(endless ?? result, disableBail);
    for (const id of mutantResult.killedBy ?? []) kills.set(id, (kills.get(id) ?? 0) + 1);
    return mutantResult;
  }

  /** What killed one mutant of a file is tried first on the next. */
  #killsIn(file) {
    const kills = this.#kills.get(file) ?? new Map();
    this.#kills.set(file, kills);
    return kills;
  }

  async #run(tests, { stopsAtFailure, onStart = () => undefined }) {
    const results = [];
    try {
      this.sandbox.load();
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: `The emulator does not load: ${error?.stack}` };
    }
    for (const test of tests) {
      onStart(test.id);
      let result = await this.#tried(test);
      // What fails, or does not end, only once does so for another reason than the mutant.
      if (stopsAtFailure && result?.status !== TestStatus.Success) {
        result = await this.#tried(test, morePatience);
      }
      if (result === undefined) return { status: DryRunStatus.Timeout, reason: `${test.id} did not end` };
      results.push(result);
      if (stopsAtFailure && result.status === TestStatus.Failed) break;
    }
    return { status: DryRunStatus.Complete, tests: results };
  }

  /** Undefined when it does not come to an end. */
  async #tried({ id, family, run }, milliseconds = patience) {
    const started = performance.now();
    const about = () => ({
      id,
      name: id,
      fileName: `contracts/behaviours/${family}.ts`,
      timeSpentMs: performance.now() - started,
    });
    let timer;
    const tooLong = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds, 'too long');
    });
    const broken = new Promise((_, reject) => {
      this.broken = reject;
    });
    broken.catch(() => undefined);
    try {
      const ended = await Promise.race([run(expect), tooLong, broken]);
      return ended === 'too long' ? undefined : { ...about(), status: TestStatus.Success };
    } catch (error) {
      const failureMessage = String(error?.message ?? error);
      return { ...about(), status: TestStatus.Failed, failureMessage };
    } finally {
      clearTimeout(timer);
      this.sandbox.rest();
      this.broken = undefined;
    }
  }
}

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'contract-suite', () => new ContractSuiteRunner()),
];
