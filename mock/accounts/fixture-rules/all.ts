import { areas } from './areas';
import { bindings } from './bindings';
import { campaigns } from './campaigns';
import { ownIds } from './own-ids';
import { people } from './people';
import type { FixtureRule } from './rule';
import { sessionApps } from './session-apps';
import { tradePolicies } from './trade-policies';

export const fixtureRules: readonly FixtureRule[] = [
  ownIds,
  tradePolicies,
  bindings,
  sessionApps,
  areas,
  people,
  campaigns,
];
