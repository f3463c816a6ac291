-- The first step of a read: what lies behind a cursor, and what the cache knows about its own completeness.
-- Positions stay strings: Lua prints a number with 14 digits, a position has 16. Comparing them as numbers is exact.
--
-- KEYS[1] the channel's feed                  ARGV[1] the cursor
-- KEYS[2] the channel's head, while alive     ARGV[2] the most ids to return
-- Returns the floor, the asserted head, the feed's highest member and its score (each nil if there is none), then
-- the ids behind the cursor, each followed by its score.
local feed, alive = KEYS[1], KEYS[2]
local cursor, limit = ARGV[1], ARGV[2]

local floor = redis.call('ZSCORE', feed, 'floor')
local highest = redis.call('ZRANGE', feed, -1, -1, 'WITHSCORES')
local ids = {}
if floor and tonumber(cursor) >= tonumber(floor) then
  ids = redis.call('ZRANGEBYSCORE', feed, '(' .. cursor, '+inf', 'WITHSCORES', 'LIMIT', 0, limit)
end
return {floor, redis.call('GET', alive), highest[1] or false, highest[2] or false, ids}
