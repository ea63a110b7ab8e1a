import type { FixtureProblem } from '../account-fixture-error';
import { entriesOf } from '../legible';
import type { FixtureRule } from './rule';
import { startProblems } from './trade-policies';

/** A binding starts a visitor in a policy and in a language that it has. */
export const bindings: FixtureRule = ({ bindings, tradePolicies }) =>
  entriesOf(bindings, 'bindings').flatMap(([{ defaultLocale, supportedLocales, tradePolicy }, path]) => {
    const problems: FixtureProblem[] = startProblems(`${path}.tradePolicy`, tradePolicy, tradePolicies);
    const readable =
      typeof defaultLocale === 'string' && supportedLocales?.every((locale) => locale !== null);
    if (readable && !supportedLocales?.includes(defaultLocale)) {
      const message = `"${defaultLocale}" is not among supportedLocales`;
      const mend = `add it there, or write one of them, such as "${supportedLocales?.[0]}"`;
      problems.push({ path: `${path}.defaultLocale`, message, mend });
    }
    return problems;
  });
