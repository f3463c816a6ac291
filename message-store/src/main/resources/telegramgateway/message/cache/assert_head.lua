-- Vouches that the channel's head is at a position. What the feed has not heard of up to there is lost to it, so it is
-- complete from there only.
-- Positions stay strings: Lua prints a number with 14 digits, a position has 16. Comparing them as numbers is exact.
--
-- KEYS[1] the channel's feed                  ARGV[1] the head's position
-- KEYS[2] the channel's head, while alive     ARGV[2] how long the head counts, ms
--                                             ARGV[3] the writer's epoch, negative
-- Returns 1 when the head counts, -1 when the feed belongs to a later epoch.
local feed, alive = KEYS[1], KEYS[2]
local position, life, epoch = ARGV[1], ARGV[2], ARGV[3]

local standing = tonumber(redis.call('ZSCORE', feed, 'epoch') or 0)
if standing < tonumber(epoch) then
  return -1
end

-- What an earlier owner left does not count.
local head = standing == tonumber(epoch) and redis.call('ZRANGE', feed, -1, -1, 'WITHSCORES')[2]
if not head or tonumber(head) < tonumber(position) then
  redis.call('UNLINK', feed)
  redis.call('ZADD', feed, position, 'floor')
  if epoch ~= '0' then
    redis.call('ZADD', feed, epoch, 'epoch')
  end
end
redis.call('SET', alive, position, 'PX', life)
return 1
