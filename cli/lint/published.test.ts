import { found } from './testing/found';
import {
  affiliates,
  customPrices,
  megaMenu,
  searchSession,
  sessionWatcherDemo,
  storefrontPermissions,
} from './testing/published';

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

  test('all of them together', () => {
    const findings = found(...Object.values(published));
    expect(findings).toHaveLength(6);
    expect(findings.filter((text) => !text.includes(' warning '))).toEqual(nothing);
  });
});
