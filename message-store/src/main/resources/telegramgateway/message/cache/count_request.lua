-- Counts a request in its window, which begins with the first one. Beyond a number the window is made longer, once.
--
-- KEYS[1] whose requests     ARGV[1] the window, ms
--                            ARGV[2] the number; the request after it blocks
--                            ARGV[3] for how long, ms
-- Returns the requests of the window with this one, and the time until it ends, ms.
local count = redis.call('INCR', KEYS[1])
if count == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
elseif count == tonumber(ARGV[2]) + 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then -- A count without an end would block for ever.
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}
