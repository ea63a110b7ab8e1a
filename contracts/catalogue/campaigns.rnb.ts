import type { CatalogueEntry } from './entry';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

/** The campaigns whose audience a visitor belongs to. */
export const campaignsRnb: readonly CatalogueEntry[] = [
  {
    id: 'campaigns.rnb.are-re-evaluated',
    sentence: 'A change of e-mail, utm_source, utm_campaign or postal code changes rnb.campaigns.',
    operation,
    grade: 'documented',
    evidence: ['R-263', 'R-325'],
    marker: 'both',
    needs,
  },
  {
    id: 'campaigns.rnb.are-ids-joined-by-commas',
    sentence: 'Campaigns are told by their ids, joined by commas, in the session and in the segment.',
    operation,
    grade: 'documented',
    evidence: ['R-193', 'R-202'],
    marker: 'both',
    needs,
  },
  {
    id: 'campaigns.rnb.none-is-null',
    sentence: 'Who belongs to no campaign any more has null there.',
    operation: 'PATCH /api/sessions',
    grade: 'documented',
    evidence: ['R-193'],
    marker: 'both',
    needs,
  },
  {
    id: 'campaigns.rnb.all-conditions-hold',
    sentence: 'Of a campaign that has several conditions all must hold.',
    operation,
    grade: 'assumed',
    evidence: ['R-263'],
    noSetting:
      'how VTEX weighs the conditions of a campaign is a matter of the account, which the fixture describes',
    marker: 'both',
    needs,
  },
];
