import type { Credit } from './store-data';
import { directoryOf, namespacesFrom, textAt } from './values';
import type { VtexApp } from './vtex-app';

/** VTEX's app of customer credit: what the shopper may buy on credit. */
export const creditControlSession: VtexApp = {
  installedByDefault: false,
  needs: ['profile-session'],
  runOnCreate: true, // an anonymous session has its keys
  derives: [
    {
      input: { profile: ['id', 'isAuthenticated'] },
      output: { creditControl: ['creditAccounts', 'deadlines', 'minimumInstallmentValue'] },
    },
  ],
  transform({ account }) {
    const shoppers = directoryOf(account.shoppers);
    return (input) => {
      const isAuthenticated = textAt(input, 'profile', 'isAuthenticated') === 'true';
      const shopper = isAuthenticated ? shoppers.byId(textAt(input, 'profile', 'id')) : undefined;
      return shopper?.credit === undefined ? noCredit : creditOf(shopper.credit);
    };
  },
};

const creditOf = ({ accounts, deadlines, minimumInstallmentValue }: Credit) =>
  namespacesFrom({
    creditControl: {
      creditAccounts: { accounts },
      deadlines: { deadlines },
      minimumInstallmentValue,
    },
  });

/** One object for all sessions. */
const noCredit = creditOf({ accounts: [], deadlines: [], minimumInstallmentValue: 0 });
