import { inProcessTarget } from './in-process';
import { liveTarget } from './live/index';
import type { LiveOptions } from './live/options';
import { recognise } from './recognise';
import type { Target } from './target';
import { urlTarget } from './url';

/** The target the user chose: a live account, a URL by `CONTRACT_URL`, else the emulator in this process. */
export function chosenTarget(environment: NodeJS.ProcessEnv): Target {
  const live = chosenAccount(environment);
  if (live !== undefined) return liveTarget(live);
  const { CONTRACT_URL: url, VTEX_SESSION_MOCK_CONTROL_TOKEN: controlToken } = environment;
  return url === undefined || url === ''
    ? inProcessTarget()
    : urlTarget(url, { ...recognise(url), controlToken });
}

/** The live account chosen by `CONTRACT_ACCOUNT`; the other names are those of `npm run contract`, in capitals. */
export function chosenAccount(environment: NodeJS.ProcessEnv): LiveOptions | undefined {
  const given = (name: string) => environment[`CONTRACT_${name}`] || undefined;
  const account = given('ACCOUNT');
  if (account === undefined) return undefined;
  const budget = given('BUDGET');
  return {
    account,
    environment: given('ENVIRONMENT'),
    workspace: given('WORKSPACE'),
    allowedHosts: given('ALLOW_HOSTS')?.split(',') ?? [],
    budget: budget === undefined ? undefined : Number(budget),
    authCookie: given('AUTH_COOKIE'),
    record: given('RECORD'),
  };
}

/** The account that a dry run was asked for. */
export function chosenDryRun(environment: NodeJS.ProcessEnv): LiveOptions | undefined {
  return environment['CONTRACT_DRY_RUN'] ? chosenAccount(environment) : undefined;
}
