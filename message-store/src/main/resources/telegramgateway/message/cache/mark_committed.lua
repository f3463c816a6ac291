-- Notes the position up to which TP Capital has committed a message. The mark never falls.
-- Positions stay strings: Lua prints a number with 14 digits, a position has 16. Comparing them as numbers is exact.
--
-- KEYS[1] the message's mark     ARGV[1] the committed position
--                                ARGV[2] life of the mark, ms
-- Returns 1 when noted, 0 when the mark stands there or higher.
local mark = KEYS[1]
local position, life = ARGV[1], ARGV[2]

local committed = redis.call('GET', mark)
if committed and tonumber(committed) >= tonumber(position) then
  return 0
end
redis.call('SET', mark, position, 'PX', life)
return 1
