import type { ShippedApp } from '../account';
import type { FixtureRule } from './rule';

/** What an app reads, and without which it can do nothing: R-265 with. */
const needs: Partial<Record<ShippedApp, readonly ShippedApp[]>> = {
  'impersonate-session': ['authentication-session', 'profile-session'],
  'shopper-session': ['authentication-session'],
};

/** The installed apps can work together. */
export const sessionApps: FixtureRule = ({ sessionApps: installed }) => {
  if (installed === undefined || installed === null || installed.includes(null)) return [];
  const path = 'sessionApps';
  const lacking = (app: ShippedApp) => !installed.includes(app);
  return [
    ...(lacking('store-session')
      ? [
          {
            path,
            message: 'lack store-session, without which a session has no trade policy',
            mend: 'add "store-session"',
          },
        ]
      : []),
    ...installed.flatMap((app) =>
      (app === null ? [] : (needs[app] ?? [])).filter(lacking).map((needed) => ({
        path,
        message: `lack ${needed}, which ${app} needs`,
        mend: `add "${needed}", or leave "${app}" out`,
      })),
    ),
  ];
};
