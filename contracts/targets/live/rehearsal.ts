import nock from 'nock';
import { documentedExchanges, type RecordedResponse, type RecordedStep } from '../../recordings/exchanges';
import { type LiveOptions, liveTarget } from './index';

/** A VTEX host; no request reaches it. */
export const host = 'acme.vtexcommercestable.com.br';
export const options: LiveOptions = { account: 'acme', allowedHosts: [host] };

/** No network, and every answer that was prepared is asked for: to be called at the top of a test file. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}

/** A target with a fake clock, and the waits that it asked for. */
export function rehearsed(more: Partial<LiveOptions> = {}) {
  const slept: number[] = [];
  const target = liveTarget(
    { ...options, ...more },
    { sleep: async (milliseconds) => void slept.push(milliseconds), now: () => Date.UTC(2026, 10, 20) },
  );
  return { target, slept };
}

export const stepsOf = (id: string) =>
  (documentedExchanges().find((one) => one.id === id)?.steps ?? []) as readonly RecordedStep[];

export function replied(scope: nock.Interceptor, { status, headers, setCookie, body }: RecordedResponse) {
  // As pairs of one flat list: of two lines of one name in an object nock keeps the first.
  const raw = [...Object.entries(headers), ...setCookie.map((line) => ['set-cookie', line])].flat();
  return scope.reply(status, body as nock.Body, raw);
}

/** An exchange of the files, put at that host; the request must be the very one of the file, its cookies too. */
export function served({ request, response }: RecordedStep, at = host): nock.Scope {
  const { method, path, headers = {}, body } = request;
  const wanted = { reqheaders: headers, badheaders: headers['cookie'] === undefined ? ['cookie'] : [] };
  return replied(
    nock(`https://${at}`, wanted).intercept(path, method, body as nock.RequestBodyMatcher),
    response,
  );
}

/** What is thrown, as text: the message, what it was caused by, and every property. */
export async function thrown(work: Promise<unknown>): Promise<{ error: Error; text: string }> {
  const error = await work.then(
    () => {
      throw new Error('Nothing was thrown');
    },
    (reason: Error) => reason,
  );
  const own = Object.getOwnPropertyNames(error).map((name) => String(error[name as keyof Error]));
  return { error, text: [...own, JSON.stringify(error), String(error.cause)].join('\n') };
}
