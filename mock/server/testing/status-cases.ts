/** The assumptions that change a status: what is seen of each setting. */
import { generateKeyPairSync } from 'node:crypto';
import request, { type Response } from 'supertest';
import type { Assumptions, SessionManager, SessionManagerOptions } from '../../index';
import { anonymous, managerWith, newVisitor, setCookieLines } from './visitor';

export type Make = (more?: SessionManagerOptions) => SessionManager;

/** One open question: how its setting is seen from outside. */
export interface AssumptionCase<Value> {
  /** What is seen by a visitor of a manager with one setting. */
  readonly see: (make: Make) => Promise<unknown>;
  /** Each setting with what is seen then, the default first. */
  readonly seen: readonly (readonly [Value, unknown])[];
}

export const get = ({ handler }: SessionManager, path: string, cookie = 'none=1') =>
  request(handler).get(path).set('Cookie', cookie);
const kind = ({ status, body }: Response) => [status, body.type];

const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const globex = {
  account: 'globex',
  id: '0e000000-0000-4000-8000-00000000000b',
  tradePolicies: [
    { id: '1', currencyCode: 'BRL', currencySymbol: 'R$', countryCode: 'BRA', cultureInfo: 'pt-BR' },
  ],
};

type StatusKey = Extract<keyof Assumptions, `statusOf${string}`> | 'tokenlessGetSetsCookies';

export const statusCases: { readonly [Key in StatusKey]: AssumptionCase<Assumptions[Key]> } = {
  statusOfPostThatEdits: {
    see: async (make) => {
      const manager = make();
      const { cookie } = await newVisitor(manager);
      const post = (query: string) =>
        request(manager.handler).post(`/api/sessions${query}`).set('Cookie', cookie);
      return [(await post('?a=1')).status, (await post('')).status, (await post('?items=*')).status];
    },
    seen: [
      [201, [201, 201, 201]],
      [200, [200, 200, 200]],
    ],
  },
  statusOfPostWithItems: {
    see: async (make) => {
      const post = async (query: string) =>
        (await request(make().handler).post(`/api/sessions${query}`)).status;
      return [await post('?items=*'), await post('?items='), await post('')];
    },
    seen: [
      [201, [201, 201, 201]],
      [200, [200, 200, 201]],
    ],
  },
  statusOfPatchThatCreates: {
    see: async (make) => {
      const manager = make();
      const { cookie } = await newVisitor(manager);
      const patch = async (with_: string) =>
        (await request(manager.handler).patch('/api/sessions').set('Cookie', with_)).status;
      return [await patch('none=1'), await patch('vtex_session=x'), await patch(cookie)];
    },
    seen: [
      [200, [200, 200, 200]],
      [201, [201, 201, 200]],
    ],
  },
  tokenlessGetSetsCookies: {
    see: async (make) => {
      const manager = make();
      const answer = await get(manager, '/api/sessions?items=*');
      const again = await get(manager, '/api/sessions?items=*', setCookieLines(answer).join('; '));
      return [answer.body.namespaces, setCookieLines(answer).length, again.body.id === answer.body.id];
    },
    seen: [
      [false, [anonymous, 0, false]],
      [true, [anonymous, 2, true]],
    ],
  },
  statusOfUnverifiableToken: {
    see: async (make) => {
      const answer = await get(make(), '/api/sessions/invalidToken?items=*');
      return [kind(answer), setCookieLines(answer).length];
    },
    seen: [
      [401, [[401, 'Unauthorized'], 2]],
      [404, [[404, 'NotFound'], 2]],
    ],
  },
  statusOfForeignToken: {
    see: async (make) => {
      const { cookie } = await newVisitor(managerWith({ signingKey, account: globex }));
      const acme = make({ signingKey });
      const patch = await request(acme.handler).patch('/api/sessions').set('Cookie', cookie);
      return [kind(await get(acme, '/api/sessions?items=*', cookie)), kind(patch), patch.body.message];
    },
    seen: (
      [
        [403, 'Forbidden'],
        [401, 'Unauthorized'],
        [404, 'NotFound'],
      ] as const
    ).map(([status, type]) => [
      status,
      [[status, type], [status, type], 'cross-account requests are not allowed'],
    ]),
  },
  statusOfMissingItems: {
    see: async (make) => {
      const answer = await get(make(), '/api/sessions');
      return [...kind(answer), answer.body.code, (await get(make(), '/api/sessions/x')).status];
    },
    seen: [
      [400, [400, 'BadRequest', 'ITEMS_MISSING', 400]],
      [404, [404, 'NotFound', 'ITEMS_MISSING', 404]],
      [422, [422, 'UnprocessableEntity', 'ITEMS_MISSING', 422]],
    ],
  },
};
