import type { CatalogueEntry } from './entry';

const operation = 'GET /api/sessions';

/** How a `Cookie` header is read. */
export const cookiesRead: readonly CatalogueEntry[] = [
  {
    id: 'cookies.read.malformed-foreign-ones-are-dropped',
    sentence: 'Malformed cookies of others are dropped, and the session is found all the same.',
    operation,
    grade: 'assumed',
    evidence: ['R-119', 'R-216'],
    noSetting: 'failing here is a published defect, not another answer to an open question',
    marker: {
      emulatorOnly: 'the real service is known to fail here, which is published as its defect KI-779014',
    },
  },
  {
    id: 'cookies.read.first-that-verifies-wins',
    sentence: 'Of several vtex_session cookies the first that verifies names the session.',
    operation,
    grade: 'assumed',
    evidence: ['R-120'],
    noSetting: 'the API itself never sets two of a name, and no client is known that sends them',
    marker: 'both',
  },
  {
    id: 'cookies.read.undeclared-ones-are-not-recorded',
    sentence: 'Cookies that no session app declares as input are not recorded in the session.',
    operation: 'POST /api/sessions',
    grade: 'inferred',
    evidence: ['R-111'],
    marker: 'both',
  },
  {
    id: 'cookies.read.the-carts-id',
    sentence: 'The cookie checkout.vtex.com gives checkout.orderFormId, the id behind __ofid.',
    operation: 'POST /api/sessions',
    grade: 'observed',
    evidence: ['R-117', 'R-264'],
    marker: 'both',
    needs: ['anyRequest'],
  },
  {
    id: 'cookies.read.well-formed-ones-are-recorded',
    sentence:
      'A declared cookie is recorded as it came, without the white space around it, the first of a name.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-112', 'R-113'],
    noSetting: 'no other reading is known that could stand beside it',
    marker: { emulatorOnly: 'which cookies the apps of an account declare is not known' },
    needs: ['variant'],
  },
  {
    id: 'cookies.read.malformed-ones-are-not-recorded',
    sentence:
      'A cookie without =, of a bad name, with a byte beyond ASCII or with a bad escape is not recorded.',
    operation: 'POST /api/sessions',
    grade: 'assumed',
    evidence: ['R-119'],
    noSetting: 'failing here is a published defect, not another answer to an open question',
    marker: {
      emulatorOnly: 'the real service is known to fail here, which is published as its defect KI-779014',
    },
    needs: ['variant'],
  },
];
