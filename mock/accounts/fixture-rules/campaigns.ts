import { entriesOf } from '../legible';
import { postalCodeProblems } from './postal-codes';
import type { FixtureRule } from './rule';

/** A campaign says whom it is for. */
export const campaigns: FixtureRule = (fixture) =>
  entriesOf(fixture.campaigns, 'campaigns').flatMap(([campaign, path]) => {
    const { emails, utmSource, utmCampaign, postalCodes } = campaign;
    if ([emails, utmSource, utmCampaign, postalCodes].every((condition) => condition === undefined)) {
      const mend = 'add "emails", "utmSource", "utmCampaign" or "postalCodes"';
      return [{ path, message: 'has no condition', mend }];
    }
    return postalCodeProblems(postalCodes, `${path}.postalCodes`);
  });
