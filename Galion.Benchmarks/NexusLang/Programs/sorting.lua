-- The product does not fit the double of LuaJIT, so that it is taken apart there.
local x, a = 12345, {}
for i = 1, 300000 do
  local low = x % 65536
  local high = (x - low) / 65536
  x = (((high * 1103515245) % 32768) * 65536 + low * 1103515245 + 12345) % 2147483648
  a[i] = x
end
local b, c = {}, {}
for i = 1, #a do b[i] = a[i]; c[i] = a[i] end
table.sort(b)
table.sort(c, function(p, q) return p > q end)
print(string.format("%d %d", b[1], c[1]))
