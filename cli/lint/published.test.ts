import { found } from './testing/found';

// Declarations of published apps.

/** */
const storefrontPermissions = `{
  "storefront-permissions": {
    "input": {
      "authentication": ["storeUserEmail"],
      "checkout": ["orderFormId"],
      "impersonate": ["storeUserEmail", "storeUserId"],
      "public": [
        "impersonate",
        "removeB2B",
        "b2bCurrentCostCenter",
        "costCenterAddressId",
        "allowRegionOverwrite",
        "postalCode",
        "country"
      ],
      "storefront-permissions": ["hash"]
    },
    "output": {
      "public": ["facets", "sc", "regionId"],
      "storefront-permissions": [
        "storeUserId",
        "storeUserEmail",
        "organization",
        "costcenter",
        "costCenterAddressId",
        "priceTables",
        "collections",
        "userId",
        "hash"
      ]
    }
  }
}
`;

/** */
const sessionWatcherDemo = `{
  "session-watcher-demo": {
    "input": {
      "authentication": ["storeUserEmail"],
      "checkout": ["orderFormId"]
    },
    "output": { "public": ["demo"] }
  }
}
`;

/** the KEY of vtex.external-prices-app. */
const customPrices = `{
  "custom-prices": {
    "input": {
      "public": ["customSessionKeys"],
      "profile": ["email"],
      "checkout": ["orderFormId"]
    },
    "output": { "profile": ["priceTables"] }
  }
}
`;

/** */
const affiliates = `{
  "affiliates": {
    "input": { "checkout": ["orderFormId"], "profile": ["email"] },
    "output": { "public": ["affiliateId"] }
  }
}
`;

/** inputs, and no output. */
const megaMenu = `{
  "mega-menu": {
    "input": { "public": ["regionId"] }
  }
}
`;

/** As vtex.search-session declares it. */
const searchSession = `{
  "search": {
    "input": { "public": ["facets"], "profile": ["email", "isAuthenticated"] },
    "output": { "search": ["facets"] }
  }
}
`;

const published = {
  storefrontPermissions,
  sessionWatcherDemo,
  customPrices,
  affiliates,
  megaMenu,
  searchSession,
};

const nothing: string[] = [];

describe('published configurations pass', () => {
  test.each<[keyof typeof published, string[]]>([
    [
      'storefrontPermissions',
      [
        '1.json:16 warning reads-own-output: storefront-permissions reads storefront-permissions.hash, which it writes itself',
        '1.json:19 warning writes-public: storefront-permissions writes public.facets, public.sc and public.regionId',
      ],
    ],
    ['sessionWatcherDemo', ['1.json:7 warning writes-public: session-watcher-demo writes public.demo']],
    [
      'customPrices',
      [
        '1.json:8 warning vtex-namespace: custom-prices writes profile.priceTables, but profile belongs to vtex.profile-session, and profile-session writes there too',
      ],
    ],
    ['affiliates', ['1.json:4 warning writes-public: affiliates writes public.affiliateId']],
    ['megaMenu', ['1.json:2 warning no-output: mega-menu writes nothing']],
    ['searchSession', nothing],
  ])('%s', (name, findings) => {
    expect(found(published[name])).toEqual(findings);
  });

  test('all together', () => {
    const findings = found(...Object.values(published));
    expect(findings).toHaveLength(6);
    expect(findings.filter((text) => !text.includes(' warning '))).toEqual(nothing);
  });
});
