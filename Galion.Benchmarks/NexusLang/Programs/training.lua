local exp = math.exp
local tanh = math.tanh or function(x) local e = exp(-2 * math.abs(x)); local t = (1 - e) / (1 + e); return x < 0 and -t or t end
local seed = 42
-- In halves of 16 bits, because LuaJIT has no integers of 64.
local function nextSeed()
  local low, high = seed % 65536, math.floor(seed / 65536)
  local product = low * 1103515245
  seed = ((high * 1103515245 % 32768) * 65536 + product + 12345) % 2147483648
  return seed
end
local function weights(rows, columns, scale)
  local all = {}
  for i = 1, rows do
    local row = {}
    for j = 1, columns do row[j] = (nextSeed() / 2147483648 - 0.5) * scale end
    all[i] = row
  end
  return all
end
local points, wanted = weights(128, 2, 2.0), {}
for i, p in ipairs(points) do wanted[i] = p[1] * p[1] + p[2] * p[2] < 0.5 and 1.0 or 0.0 end
local first, b1, second, b2 = weights(2, 32, 4.0), weights(1, 32, 2.0)[1], weights(32, 1, 1.0), weights(1, 1, 0.0)[1][1]
local w1x, w1y, w2 = first[1], first[2], {}
for j = 1, 32 do w2[j] = second[j][1] end
local loss, hidden = 0.0, {}
for epoch = 1, 600 do
  local g1x, g1y, gb1, g2, gb2 = {}, {}, {}, {}, 0.0
  for j = 1, 32 do g1x[j], g1y[j], gb1[j], g2[j] = 0.0, 0.0, 0.0, 0.0 end
  loss = 0.0
  for i = 1, 128 do
    local x, y, sum = points[i][1], points[i][2], 0.0
    for j = 1, 32 do
      hidden[j] = tanh(x * w1x[j] + y * w1y[j] + b1[j])
      sum = sum + hidden[j] * w2[j]
    end
    local out = 1 / (1 + exp(-(sum + b2)))
    local apart = out - wanted[i]
    loss = loss + apart * apart
    local go = 2 * apart / 128 * out * (1 - out)
    gb2 = gb2 + go
    for j = 1, 32 do
      local h = hidden[j]
      g2[j] = g2[j] + go * h
      local gh = go * w2[j] * (1 - h * h)
      g1x[j] = g1x[j] + gh * x
      g1y[j] = g1y[j] + gh * y
      gb1[j] = gb1[j] + gh
    end
  end
  loss = loss / 128
  for j = 1, 32 do
    w1x[j], w1y[j], b1[j], w2[j] = w1x[j] - 2 * g1x[j], w1y[j] - 2 * g1y[j], b1[j] - 2 * gb1[j], w2[j] - 2 * g2[j]
  end
  b2 = b2 - 2 * gb2
end
print(string.format("%.6f", loss))
