import type { Visitor } from './visitor';

export const seedPath = '/_mock/seed';
export const sendSeed = (visitor: Visitor, body: unknown) => visitor.send('POST', { path: seedPath, body });

/** Account and sessions as they are stored, without the time of the snapshot. */
export async function storedState(visitor: Visitor): Promise<unknown> {
  const { takenAt: _, ...kept } = (await visitor.send('GET', { path: '/_mock/snapshot' })).json() as Record<
    string,
    unknown
  >;
  const personas = (await visitor.send('GET', { path: '/_mock/personas' })).json();
  return { kept, personas };
}

export const cid = {
  id: '5e000000-0000-4000-8000-000000000c01',
  email: 'cid@example.com',
  priceTables: ['gold'],
};
export const cidsCampaign = {
  id: '7c000000-0000-4000-8000-000000000c01',
  name: 'Cid’s',
  emails: [cid.email],
};

/** Account data of every kind, and a session that shows all of it. */
export const cidsSeed = {
  account: {
    tradePolicies: [
      {
        ...{ id: '9', currencyCode: 'GBP', currencySymbol: '£', countryCode: 'GBR', cultureInfo: 'en-GB' },
        ...{ privacy: 'private', shoppers: [cid.email] },
      },
    ],
    sellers: [{ id: 'seller9', areas: [{ country: 'BRA', postalCodes: [['90000000', '90999999']] }] }],
    shoppers: [cid],
    campaigns: [cidsCampaign],
    personas: [
      {
        id: 'cid',
        description: 'Cid',
        shopper: cid.email,
        public: { country: 'BRA', postalCode: '90000-100' },
      },
    ],
  },
  sessions: [{ name: 'cid', persona: 'cid', public: { sc: { value: '9' } } }],
};

/** What claims on seeds share. */
export const ownSeeds = {
  operation: 'POST /_mock/seed',
  grade: 'assumed',
  evidence: [],
  marker: {
    emulatorOnly: 'the real service creates sessions only for visitors, and has no route for account data',
  },
  needs: ['variant'],
} as const;
