import { faultText, readFaultHeader } from './read';

const all = 'delay, status, drop, truncate, malformed, lose-set-cookie';
const send = `send one or more of ${all}, such as status=503, delay=200`;

test.each([
  ['status=503', { status: 503 }, 'status=503'],
  ['delay=200, drop', { delay: 200, drop: 'request' }, 'delay=200, drop=request'],
  [' drop=answer ,delay=0 ', { drop: 'answer', delay: 0 }, 'delay=0, drop=answer'],
  ['truncate', { truncate: true }, 'truncate'],
  ['malformed,delay=1', { malformed: true, delay: 1 }, 'delay=1, malformed'],
  ['lose-set-cookie', { loseSetCookie: true }, 'lose-set-cookie'],
  ['lose-set-cookie=vtex_segment', { loseSetCookie: 'vtex_segment' }, 'lose-set-cookie=vtex_segment'],
])('%j', (text, effect, told) => {
  expect(readFaultHeader(text)).toEqual(effect);
  expect(faultText(readFaultHeader(text))).toBe(told);
});

test.each([
  ['', `x-mock-fault has "": ${send}`],
  ['503', `x-mock-fault has "503": ${send}`],
  ['status=503,', `x-mock-fault has "": ${send}`],
  ['status 503', `x-mock-fault has "status 503": ${send}`],
  ['status=5=3', `x-mock-fault has "status=5=3": ${send}`],
  ['times=2, status=503', `x-mock-fault has "times=2": ${send}`],
  ['loseSetCookie', `x-mock-fault has "loseSetCookie": ${send}`],
  ['delay=1, delay=2', 'x-mock-fault: delay is repeated: give it once'],
  ['status', 'x-mock-fault: status must be a status from 400 to 599, not true'],
  ['status=99999999999999', 'x-mock-fault: status must be a status from 400 to 599, not "99999999999999"'],
  ['delay=1s', 'x-mock-fault: delay must be milliseconds from 0 to 60000, not "1s"'],
  ['drop=both', 'x-mock-fault: drop must be request or answer, not "both"'],
  ['truncate=true', 'x-mock-fault: truncate must be true, not "true"'],
  [
    'lose-set-cookie=a, drop',
    'x-mock-fault: lose-set-cookie cannot be combined with x-mock-fault: drop: leave one out',
  ],
])('%j is refused', (text, message) => {
  expect(() => readFaultHeader(text)).toThrow(
    expect.objectContaining({ status: 400, code: 'CONTROL_INPUT_INVALID', message }),
  );
});
