def matmul(a, b, n):
    out = []
    for i in range(n):
        row = []
        ai = a[i]
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += ai[k] * b[k][j]
            row.append(s)
        out.append(row)
    return out


n = 400
a = [[i * 1.0 + j for j in range(n)] for i in range(n)]
b = [[i - j * 1.0 for j in range(n)] for i in range(n)]
c = matmul(a, b, n)
print(c[10][20])
