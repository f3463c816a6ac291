-- Vouches that the channel's head is at a position. What the feed has not heard of up to there is lost to it, so it is
-- complete from there only.
-- Positions stay strings: Lua prints a number with 14 digits, a position has 16. Comparing them as numbers is exact.
--
-- KEYS[1] the channel's feed                  ARGV[1] the head's position
-- KEYS[2] the channel's head, while alive     ARGV[2] how long the head counts, ms
local feed, alive = KEYS[1], KEYS[2]
local position, life = ARGV[1], ARGV[2]

local head = redis.call('ZRANGE', feed, -1, -1, 'WITHSCORES')[2]
if not head or tonumber(head) < tonumber(position) then
  redis.call('UNLINK', feed)
  redis.call('ZADD', feed, position, 'floor')
end
redis.call('SET', alive, position, 'PX', life)
return 1
