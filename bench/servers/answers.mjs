// What the floors answer: the emulator's own answers, recorded before (BENCH_ANSWERS), so that status,
// headers and size are the same. With BENCH_SIGNS=1 the token of a write is signed again for each request:
// one ES256 signature by node:crypto, which every implementation of Session Manager needs.
import { generateKeyPairSync, sign } from 'node:crypto';

const recorded = JSON.parse(process.env.BENCH_ANSWERS);
const signs = process.env.BENCH_SIGNS === '1';
const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** By method and path: status, Cache-Control, Set-Cookie lines, body as value and as text. */
export const answers = Object.fromEntries(
  Object.entries(recorded).map(([name, answer]) => {
    const written = { ...answer, text: JSON.stringify(answer.body) };
    return [name, signs && answer.body.sessionToken !== undefined ? () => signed(answer) : () => written];
  }),
);

function signed({ status, cacheControl, setCookie: [sessionCookie, segmentCookie], body }) {
  const { sessionToken: recordedToken, segmentToken } = body;
  const signedPart = recordedToken.slice(0, recordedToken.lastIndexOf('.'));
  const signature = sign('sha256', Buffer.from(signedPart), { key, dsaEncoding: 'ieee-p1363' });
  const sessionToken = `${signedPart}.${signature.toString('base64url')}`;
  const value = { sessionToken, segmentToken };
  const attributes = sessionCookie.slice(sessionCookie.indexOf(';'));
  return {
    status,
    cacheControl,
    setCookie: [`vtex_session=${sessionToken}${attributes}`, segmentCookie],
    body: value,
    text: JSON.stringify(value),
  };
}
