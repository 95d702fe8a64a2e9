def run():
    x = 12345
    a = []
    for i in range(300000):
        x = (x * 1103515245 + 12345) % 2147483648
        a.append(x)
    b = sorted(a)
    c = sorted(a, key=lambda v: -v)
    print(b[0], c[0])


run()
