import { randomUUID } from 'node:crypto';
import request from 'supertest';
import {
  anonymous,
  anonymousSegment,
  countSessions,
  managerWith,
  newVisitor,
  sessionOf,
} from '../server/testing/visitor';

describe('reset', () => {
  test('does not affect another manager', async () => {
    const [one, other] = [managerWith(), managerWith()];
    await newVisitor(other);
    await one.reset();
    expect(await countSessions(other)).toBe(1);
  });
});

describe('sessions', () => {
  test('are the same in code as over HTTP', async () => {
    const manager = managerWith();
    const { id, token } = await newVisitor(manager);
    const bytes = { vtex_session: expect.any(Number), vtex_segment: expect.any(Number) };
    const listed = { id, version: 2, expiresAt: '2026-01-06T00:00:00.000Z', channel: '1', bytes };
    const list = { count: 1, sessions: [listed] };
    expect(await manager.sessions()).toEqual(list);
    expect((await request(manager.handler).get('/_mock/sessions')).body).toEqual(list);
    const shown = { ...listed, segment: anonymousSegment, namespaces: anonymous };
    expect(await manager.session(id)).toEqual(shown);
    expect(await manager.session(token)).toEqual(shown);
    expect((await request(manager.handler).get(`/_mock/sessions/${id}`)).body).toEqual(shown);
  });

  test('do not show hidden namespaces', async () => {
    const manager = managerWith({ account: 'multi-currency' });
    const answer = await request(manager.handler).post('/api/sessions?supportedLocales=en-US');
    const session = await manager.session(answer.body.sessionToken);
    expect(Object.keys(session?.namespaces ?? {}).filter((name) => name.startsWith('$'))).toEqual([]);
  });

  test('in code an unknown session is undefined and a wrong limit is refused', async () => {
    const manager = managerWith();
    expect(await manager.session('unknown')).toBeUndefined();
    await expect(manager.sessions({ limit: 0 })).rejects.toThrow(
      'limit must be a whole number from 1 to 1000',
    );
  });
});

describe('the clock', () => {
  const at = (now: string, frozen = false) => ({ now: new Date(now).toISOString(), frozen });

  test('moves in code as over HTTP', async () => {
    const manager = managerWith();
    expect(manager.clock.state).toEqual(at('2026-01-01T00:00:00Z'));
    expect(manager.clock.advance('P5D')).toEqual(at('2026-01-06'));
    expect(manager.clock.advance(1000)).toEqual(at('2026-01-06T00:00:01Z'));
    expect(manager.clock.freeze()).toEqual(at('2026-01-06T00:00:01Z', true));
    expect((await request(manager.handler).get('/_mock/clock')).body).toEqual(manager.clock.state);
    const { body } = await request(manager.handler).put('/_mock/clock').send({ frozen: false });
    expect(body).toEqual(at('2026-01-06T00:00:01Z'));
    expect(manager.clock.freeze().frozen).toBe(true);
    expect(manager.clock.unfreeze().frozen).toBe(false);
    for (const moment of [new Date('2027-01-01'), Date.parse('2027-01-01'), '2027-01-01']) {
      manager.clock.reset();
      expect(manager.clock.set(moment)).toEqual(at('2027-01-01'));
    }
    await manager.reset();
    expect(manager.clock.state).toEqual(at('2026-01-01'));
  });

  test('refuses an invalid date or duration in code', () => {
    const { clock } = managerWith();
    expect(() => clock.advance('soon')).toThrow(
      'the duration must be a duration such as "P5D" or "PT1H30M", not "soon"',
    );
    expect(() => clock.advance(Number.POSITIVE_INFINITY)).toThrow('the duration must be');
    expect(() => clock.set(new Date('soon'))).toThrow('the date must be an ISO 8601 date');
    expect(() => clock.set(-1)).toThrow('the date must be within the years 1970 to 9999');
    expect(clock.state.now).toBe('2026-01-01T00:00:00.000Z');
  });

  test('does not change the uptime', async () => {
    const manager = managerWith();
    manager.clock.set('2000-01-01');
    expect((await request(manager.handler).get('/_mock/health')).body.uptime).toBe(0);
  });
});

describe('a snapshot', () => {
  test('is the same in code as over HTTP, even over 1 MB', async () => {
    const manager = managerWith();
    const visitor = await newVisitor(manager, { public: { long: { value: 'x'.repeat(1_000_000) } } });
    await newVisitor(manager, { public: { long: { value: 'y'.repeat(100_000) } } });
    const snapshot = await manager.snapshot();
    expect((await request(manager.handler).get('/_mock/snapshot')).body).toEqual(snapshot);
    const other = managerWith({ ids: randomUUID });
    const { status, body } = await request(other.handler).put('/_mock/snapshot').send(snapshot);
    expect([status, body]).toEqual([200, { dropped: { sessions: 0 }, restored: { sessions: 2 } }]);
    expect((await sessionOf(other, visitor)).id).toBe(visitor.id);
    await newVisitor(other);
    expect(await other.reset({ to: 'snapshot' })).toEqual({
      dropped: { sessions: 3 },
      restored: { sessions: 2 },
    });
    expect(await other.restore(await manager.snapshot())).toMatchObject({ restored: { sessions: 2 } });
    expect(await other.snapshot()).toEqual(snapshot);
  });

  test('keeps the order of eviction', async () => {
    const manager = managerWith({ maxSessions: 2 });
    const [first, second] = [await newVisitor(manager), await newVisitor(manager)];
    await sessionOf(manager, first);
    await manager.restore(await manager.snapshot());
    await newVisitor(manager);
    expect(await manager.session(second.id)).toBeUndefined();
    expect(await manager.session(first.id)).toBeDefined();
  });
});
