-- Remembers a name for a while.
--
-- KEYS[1] the name     ARGV[1] for how long, ms
-- Returns 1 when it was not there, 0 when it was; then its time stays as it is.
if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then
  return 1
end
return 0
