import { badRequest, Refusal, refusalCodes } from './refusal';

test('R-210: a refusal that VTEX is known to give shows type and message, and nothing else', () => {
  const refusal = new Refusal({ status: 403, type: 'Forbidden', message: 'no' });
  expect(JSON.stringify(refusal)).toBe('{"type":"Forbidden","message":"no"}');
  expect(refusal).toMatchObject({ name: 'Refusal', status: 403, expiresCookies: false });
  expect([refusal.code, refusal.allow]).toEqual([undefined, undefined]);
});

test('the emulator’s own refusals carry a code besides', () => {
  const refusal = badRequest('BODY_NOT_JSON', 'The body is not JSON');
  expect(refusal.status).toBe(400);
  expect(JSON.stringify(refusal)).toBe(
    '{"type":"BadRequest","message":"The body is not JSON","code":"BODY_NOT_JSON"}',
  );
});

test('R-008, R-009: what concerns headers is not in the body', () => {
  const refusal = new Refusal({
    status: 405,
    type: 'MethodNotAllowed',
    message: 'no',
    code: 'METHOD_NOT_ALLOWED',
    expiresCookies: true,
    allow: 'GET',
  });
  expect([refusal.expiresCookies, refusal.allow]).toEqual([true, 'GET']);
  expect(Object.keys(refusal.toJSON())).toEqual(['type', 'message', 'code']);
});

test.each(Object.entries(refusalCodes))('the code %s is in capitals, and explained', (code, meaning) => {
  expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  expect(meaning).toMatch(/\w{3}/);
});
