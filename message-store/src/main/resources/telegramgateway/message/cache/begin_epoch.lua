-- A channel has a new owner: from now on earlier ones are refused, and nobody vouches for its head any more. What they
-- wrote stays, so that it can be asked how far they came.
--
-- KEYS[1] the channel's feed                  ARGV[1] the new owner's epoch, negative
-- KEYS[2] the channel's head, while alive
-- Returns 1 when it begins, 0 when that epoch or a later one has begun already.
local feed, alive = KEYS[1], KEYS[2]
local epoch = ARGV[1]

if tonumber(redis.call('ZSCORE', feed, 'epoch') or 0) <= tonumber(epoch) then
  return 0
end
redis.call('ZADD', feed, epoch, 'epoch')
redis.call('UNLINK', alive)
return 1
