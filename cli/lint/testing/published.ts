/** What published apps declare, written down from the ledger. */

/** */
export const storefrontPermissions = `{
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
export const sessionWatcherDemo = `{
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
export const customPrices = `{
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
export const affiliates = `{
  "affiliates": {
    "input": { "checkout": ["orderFormId"], "profile": ["email"] },
    "output": { "public": ["affiliateId"] }
  }
}
`;

/** inputs, and no output. */
export const megaMenu = `{
  "mega-menu": {
    "input": { "public": ["regionId"] }
  }
}
`;

/** As vtex.search-session declares it. */
export const searchSession = `{
  "search": {
    "input": { "public": ["facets"], "profile": ["email", "isAuthenticated"] },
    "output": { "search": ["facets"] }
  }
}
`;
