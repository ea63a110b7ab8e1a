import { claim } from '../harness/behaviour';
import { decodeJwt } from '../harness/decode';
import { garbage } from '../harness/forged-tokens';
import { randomName, tokensIn } from '../harness/visitor';

/** The session named by a token in the path instead of a cookie. */
export const sessionsByToken = [
  claim({
    id: 'sessions.by-token.reads-without-a-cookie',
    sentence: 'GET of /api/sessions/{token} reads the session of that token without a cookie.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007', 'R-412'],
    run: async ({ visitor, newVisitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
      expect((await newVisitor().get(`public.${key}`, { path })).json()).toEqual({
        id: visitor.claims().id,
        namespaces: { public: { [key]: { value: 'blue' } } },
      });
    },
  }),
  claim({
    id: 'sessions.by-token.wins-over-the-cookie',
    sentence: 'The token in the path of a GET takes precedence over the cookie.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007'],
    run: async ({ visitor, newVisitor, expect }) => {
      const other = newVisitor();
      await visitor.post();
      await other.post();
      const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
      const answer = await other.get('account.accountName', { path });
      expect((answer.json() as { id: string }).id).toBe(visitor.claims().id);
    },
  }),
  claim({
    id: 'sessions.by-token.invalid-token-expires-the-cookies',
    sentence: 'GET of /api/sessions/invalidToken expires both cookies and answers JSON.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'observed',
    evidence: ['R-007', 'R-008'],
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { id } = visitor.claims();
      const answer = await visitor.get('*', { path: '/api/sessions/invalidToken' });
      expect(typeof answer.json()).toBe('object');
      expect(visitor.cookieNames()).toEqual([]);
      await visitor.post();
      expect(visitor.claims().id).not.toBe(id);
    },
  }),
  claim({
    id: 'sessions.by-token.invalid-token-status',
    sentence: 'GET of /api/sessions/invalidToken has the status of the setting.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: ['R-008', 'R-086'],
    assumption: { setting: 'statusOfUnverifiableToken', default: 401 },
    run: async ({ target, visitor, expect }) => {
      await visitor.post();
      const { status } = await visitor.get('*', { path: '/api/sessions/invalidToken' });
      expect(status).toBe(target.assumptions.statusOfUnverifiableToken);
    },
  }),
  claim({
    id: 'sessions.by-token.post-edits',
    sentence: 'POST to /api/sessions/{token} edits the session of that token without a cookie.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'documented',
    evidence: ['R-006', 'R-412'],
    run: async ({ visitor, newVisitor, expect }) => {
      const [kept, added, asked] = [randomName('kept'), randomName('added'), randomName('asked')];
      await visitor.post({ public: { [kept]: 'a' } });
      const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
      await newVisitor().post({ path, query: `${asked}=c`, public: { [added]: 'b' } });
      expect(await visitor.values(`public.${kept},public.${added},public.${asked}`)).toEqual({
        [`public.${kept}`]: 'a',
        [`public.${added}`]: 'b',
        [`public.${asked}`]: 'c',
      });
    },
  }),
  claim({
    id: 'sessions.by-token.post-gives-the-cookies',
    sentence: 'POST to /api/sessions/{token} sets the cookies of that session, whatever cookie was sent.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-006', 'R-007', 'R-024'],
    run: async ({ visitor, newVisitor, expect }) => {
      const other = newVisitor();
      await visitor.post();
      await other.post();
      const path = `/api/sessions/${visitor.cookie('vtex_session')}`;
      const answer = await other.post({ path, public: { [randomName('color')]: 'blue' } });
      expect(other.claims().id).toBe(visitor.claims().id);
      expect(tokensIn(answer).sessionToken).toBe(other.cookie('vtex_session'));
    },
  }),
  claim({
    id: 'sessions.by-token.post-with-garbage-creates',
    sentence: 'POST to /api/sessions/{token} with an invalid token creates a session and ignores the cookie.',
    operation: 'POST /api/sessions/{sessionToken}',
    grade: 'assumed',
    evidence: ['R-006', 'R-047'],
    noSetting: 'no known client uses this',
    run: async ({ visitor, expect }) => {
      await visitor.post();
      const { id } = visitor.claims();
      const answer = await visitor.post({ path: `/api/sessions/${garbage}` });
      expect(answer.status).toBe(201);
      const { claims } = decodeJwt(tokensIn(answer).sessionToken);
      expect(claims.id).not.toBe(id);
      expect(claims.version).toBe(2);
    },
  }),
  claim({
    id: 'sessions.by-token.an-id-is-no-token',
    sentence: 'The id of a session in the path reads nothing.',
    operation: 'GET /api/sessions/{sessionToken}',
    grade: 'inferred',
    evidence: ['R-339'],
    needs: ['anyRequest'],
    run: async ({ visitor, newVisitor, expect }) => {
      const key = randomName('color');
      await visitor.post({ public: { [key]: 'blue' } });
      const answer = await newVisitor().get('*', { path: `/api/sessions/${visitor.claims().id}` });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain(key);
    },
  }),
];
