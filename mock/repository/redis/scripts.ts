/**
 * What runs in Redis, in one piece each. KEYS[1] is the start of every key; it holds the account as a hash tag, so that
 * all keys are in one slot of a cluster. A generation has a hash for each session, `N:s:ID` (d: the session, t: its
 * token, x: its expiry), and two sorted sets of ids, by use and by expiry. The hash `shared` has the clock, the seeded
 * account data and how often these were written; `worlds` counts the writes to it.
 */
const current = `
local base = KEYS[1]
local generation = redis.call('GET', base .. 'generation') or '1'
local function keyOf(id) return base .. generation .. ':s:' .. id end
local used, ends = base .. generation .. ':used', base .. generation .. ':ends'
local function forget(id) redis.call('UNLINK', keyOf(id)) redis.call('ZREM', used, id) redis.call('ZREM', ends, id) end
local function use(id) redis.call('ZADD', used, redis.call('INCR', base .. 'uses'), id) end
`;

/** Returns false, with nothing written, if the account data were written more often than expected; '' is for nothing. */
const share = `
local function share(expected, clock, seeded)
  local shared = base .. 'shared'
  if seeded ~= '' and expected ~= '' and expected ~= (redis.call('HGET', shared, 'seeds') or '0') then return false end
  if clock ~= '' then redis.call('HSET', shared, 'clock', clock) end
  if seeded ~= '' then redis.call('HSET', shared, 'seeded', seeded) redis.call('HINCRBY', shared, 'seeds', 1) end
  if clock .. seeded ~= '' then redis.call('INCR', base .. 'worlds') end
  return true
end
`;

/** ARGV: now, then for each session: id, token, expiry, milliseconds to live, session. */
const store = `
local function store(first)
  for i = first, #ARGV, 5 do
    local id, key = ARGV[i], keyOf(ARGV[i])
    redis.call('HSET', key, 't', ARGV[i + 1], 'x', ARGV[i + 2], 'd', ARGV[i + 4])
    redis.call('PEXPIRE', key, ARGV[i + 3])
    redis.call('ZADD', ends, ARGV[i + 2], id)
    use(id)
  end
end
`;

export const scripts = {
  /** ARGV: id, now, whether it counts as use. */
  get: `${current}
local found = redis.call('HMGET', keyOf(ARGV[1]), 'x', 'd')
if not found[2] or tonumber(found[1]) <= tonumber(ARGV[2]) then return false end
if ARGV[3] == '1' then use(ARGV[1]) end
return found[2]`,

  /**
   * ARGV: what to share, generation, now, maximum, number of sessions, the tokens that they replace ('' for none), the
   * sessions.
   * Returns 1 if they are stored, 0 after another write, and the current generation, negated, if it is another.
   * Expired sessions are swept a few at a time, so that their ids do not pile up.
   */
  commit: `${current}${share}${store}
if ARGV[4] ~= generation then return -tonumber(generation) end
local now, count = tonumber(ARGV[5]), tonumber(ARGV[7])
for i = 1, count do
  local found = redis.call('HMGET', keyOf(ARGV[7 + count + (i - 1) * 5 + 1]), 'x', 't')
  local token = ''
  if found[2] and tonumber(found[1]) > now then token = found[2] end
  if token ~= ARGV[7 + i] then return 0 end
end
if not share(ARGV[1], ARGV[2], ARGV[3]) then return 0 end
for _, id in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, 20)) do forget(id) end
store(8 + count)
while redis.call('ZCARD', used) > tonumber(ARGV[6]) do forget(redis.call('ZRANGE', used, 0, 0)[1]) end
return 1`,

  /** ARGV: now. */
  count: `${current}return redis.call('ZCOUNT', ends, '(' .. ARGV[1], '+inf')`,

  /** ARGV: the score to go on from, 'up' or 'down', how many. Returns scores and sessions, in turns. */
  page: `${current}
local down = ARGV[2] == 'down'
local page = redis.call('ZRANGE', used, '(' .. ARGV[1], down and '-inf' or '+inf', 'BYSCORE', unpack(down and {'REV', 'LIMIT', 0, ARGV[3], 'WITHSCORES'} or {'LIMIT', 0, ARGV[3], 'WITHSCORES'}))
local found = {}
for i = 1, #page, 2 do
  found[#found + 1] = page[i + 1]
  found[#found + 1] = redis.call('HGET', keyOf(page[i]), 'd') or ''
end
return found`,

  /** ARGV: what to share. Begins another generation. Returns how many sessions there were, and the generation that ended. */
  clear: `${current}${share}
share(ARGV[1], ARGV[2], ARGV[3])
local count = redis.call('ZCARD', used)
local next = redis.call('INCR', base .. 'generations') + 1
redis.call('SET', base .. 'generation', next)
return {count, generation, tostring(next)}`,

  /** ARGV: a generation that is not current, then sessions. */
  fill: `${current}${store}
generation = ARGV[1]
used, ends = base .. generation .. ':used', base .. generation .. ':ends'
store(2)`,

  /** ARGV: what to share, the generation to switch to. Returns as clear does. */
  switch: `${current}${share}
share(ARGV[1], ARGV[2], ARGV[3])
redis.call('SET', base .. 'generation', ARGV[4])
return {redis.call('ZCARD', used), generation, ARGV[4]}`,

  /** ARGV: a generation that has ended. Removes some of its sessions, and returns how many. */
  sweep: `${current}
generation = ARGV[1]
used, ends = base .. generation .. ':used', base .. generation .. ':ends'
local ids = redis.call('ZRANGE', used, 0, 499)
for _, id in ipairs(ids) do forget(id) end
return #ids`,

  /** ARGV: what to share. */
  share: `${current}${share}
return share(ARGV[1], ARGV[2], ARGV[3])`,
} as const;

export type ScriptName = keyof typeof scripts;
