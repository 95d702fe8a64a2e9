local pieces = {}
for i = 0, 2999999 do pieces[#pieces + 1] = tostring(i % 10) .. "," end
local s = table.concat(pieces)
local parts = {}
for part in (s .. ","):gmatch("([^,]*),") do parts[#parts + 1] = part end
local _, sevens = s:gsub("7", "7")
print(#s, #parts, #table.concat(parts, "-"), sevens)
