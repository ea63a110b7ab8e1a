import type { Account } from '../accounts/account-fixture';
import type { ServedAccount } from '../operations/served-account';
import type { Assumptions } from '../rules/assumptions';
import { type Assumption, assumptionTable } from '../rules/assumptions';
import type { ControlRoute } from './route';

/** An open question about the real service, and how this emulator answers it. */
export interface ServedAssumption extends Assumption {
  readonly setting: string;
  readonly value: unknown;
}

/** What is served: the account's data, and the value of each assumption. */
export interface ServedControl {
  servedAccount(): Account;
  assumptions(): readonly ServedAssumption[];
}

export function servedViews(served: ServedAccount, assumptions: Assumptions): ServedControl {
  const settings = Object.entries(assumptionTable) as [keyof Assumptions, Assumption][];
  return {
    servedAccount: () => served.current.account,
    assumptions: () => settings.map(([setting, row]) => ({ setting, ...row, value: assumptions[setting] })),
  };
}

export function servedRoutes(control: ServedControl): readonly ControlRoute[] {
  return [
    { method: 'GET', path: '/_mock/account', answer: () => control.servedAccount() },
    {
      method: 'GET',
      path: '/_mock/assumptions',
      answer: () => ({ assumptions: control.assumptions() }),
    },
  ];
}
