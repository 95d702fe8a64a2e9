local counts, ints = {}, {}
for i = 0, 999999 do local k = "k" .. (i % 1000); counts[k] = (counts[k] or 0) + 1 end
for i = 0, 999999 do local k = i * 7 % 5003; if ints[k] then ints[k] = ints[k] + 1 else ints[k] = 1 end end
local a, b = 0, 0
for _ in pairs(counts) do a = a + 1 end
for _ in pairs(ints) do b = b + 1 end
print(a, b, ints[7])
