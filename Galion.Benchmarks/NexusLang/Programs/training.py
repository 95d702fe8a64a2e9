from math import exp, tanh
seed = 42
def weights(rows, columns, scale):
    global seed
    result = []
    for i in range(rows):
        row = []
        for j in range(columns):
            seed = (seed * 1103515245 + 12345) % 2147483648
            row.append((seed / 2147483648 - 0.5) * scale)
        result.append(row)
    return result

points = weights(128, 2, 2.0)
wanted = [1.0 if p[0] * p[0] + p[1] * p[1] < 0.5 else 0.0 for p in points]
(w1x, w1y), (b1,) = weights(2, 32, 4.0), weights(1, 32, 2.0)
w2 = [row[0] for row in weights(32, 1, 1.0)]
b2 = weights(1, 1, 0.0)[0][0]
loss = 0.0
for epoch in range(600):
    g1x, g1y, gb1, g2, gb2 = [0.0] * 32, [0.0] * 32, [0.0] * 32, [0.0] * 32, 0.0
    loss = 0.0
    for (x, y), target in zip(points, wanted):
        hidden = [tanh(x * wx + y * wy + b) for wx, wy, b in zip(w1x, w1y, b1)]
        out = 1.0 / (1.0 + exp(-(sum(h * w for h, w in zip(hidden, w2)) + b2)))
        apart = out - target
        loss += apart * apart
        go = 2.0 * apart / 128 * out * (1.0 - out)
        gb2 += go
        for j in range(32):
            h = hidden[j]
            g2[j] += go * h
            gh = go * w2[j] * (1.0 - h * h)
            g1x[j] += gh * x
            g1y[j] += gh * y
            gb1[j] += gh
    loss /= 128
    w1x = [w - 2.0 * g for w, g in zip(w1x, g1x)]
    w1y = [w - 2.0 * g for w, g in zip(w1y, g1y)]
    b1 = [w - 2.0 * g for w, g in zip(b1, gb1)]
    w2 = [w - 2.0 * g for w, g in zip(w2, g2)]
    b2 -= 2.0 * gb2
print(f"{loss:.6f}")
