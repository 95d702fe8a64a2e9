local function matmul(a, b, n)
  local out = {}
  for i = 1, n do
    local row, ai = {}, a[i]
    for j = 1, n do local s = 0.0; for k = 1, n do s = s + ai[k] * b[k][j] end; row[j] = s end
    out[i] = row
  end
  return out
end
local n, a, b = 400, {}, {}
for i = 1, n do a[i], b[i] = {}, {}; for j = 1, n do a[i][j] = (i - 1) * 1.0 + (j - 1); b[i][j] = (i - 1) - (j - 1) * 1.0 end end
print(string.format("%.1f", matmul(a, b, n)[11][21]))
