-- Writes one event: the message's JSON, and its id at the end of the channel's feed.
-- Positions stay strings: Lua prints a number with 14 digits, a position has 16. Comparing them as numbers is exact.
--
-- KEYS[1] the message's JSON          ARGV[1] message id      ARGV[5] life of the JSON, ms
-- KEYS[2] the channel's feed          ARGV[2] position        ARGV[6] ids at or below this position are too old
--                                     ARGV[3] previous        ARGV[7] the most ids that the feed keeps
--                                     ARGV[4] JSON            ARGV[8] where to publish a wake-up; empty for nowhere
--                                                             ARGV[9] the writer's epoch, negative
-- Returns 1 when written, 0 when the feed has come that far already, -1 when it belongs to a later epoch.
local message, feed = KEYS[1], KEYS[2]
local id, position, previous, json = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local life, oldest, length, wake, epoch = ARGV[5], ARGV[6], tonumber(ARGV[7]), ARGV[8], ARGV[9]

-- Epochs lie in the feed as negative scores, below every position: a later one is lower.
local standing = tonumber(redis.call('ZSCORE', feed, 'epoch') or 0)
if standing < tonumber(epoch) then
  return -1
end

-- What an earlier owner left does not count.
local head = standing == tonumber(epoch) and redis.call('ZRANGE', feed, -1, -1, 'WITHSCORES')[2]
if head and tonumber(head) >= tonumber(position) then
  return 0 -- A replay.
end

-- The first write comes first, so that a Redis that refuses writes refuses the whole script.
redis.call('SET', message, json, 'PX', life)

-- The chain: an event between the feed's head and this one is missing, so the feed is complete from here only.
if not head or tonumber(head) < tonumber(previous) then
  redis.call('UNLINK', feed)
  redis.call('ZADD', feed, previous, 'floor')
  if epoch ~= '0' then
    redis.call('ZADD', feed, epoch, 'epoch')
  end
end
redis.call('ZADD', feed, position, id)

-- Trim: the floor rises to the highest score that goes. It is the lowest position and goes with the others.
local function trim(highest)
  if highest[1] and highest[1] ~= 'floor' and highest[1] ~= 'epoch' then
    redis.call('ZREMRANGEBYSCORE', feed, 0, highest[2])
    redis.call('ZADD', feed, highest[2], 'floor')
  end
end
trim(redis.call('ZREVRANGEBYSCORE', feed, oldest, '-inf', 'WITHSCORES', 'LIMIT', 0, 1))
trim(redis.call('ZRANGE', feed, -length - 1, -length - 1, 'WITHSCORES'))

if wake ~= '' then
  redis.call('PUBLISH', wake, position)
end
return 1
