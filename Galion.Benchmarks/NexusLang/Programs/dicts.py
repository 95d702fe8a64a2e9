def run():
    counts = {}
    for i in range(1000000):
        k = "k" + str(i % 1000)
        counts[k] = counts.get(k, 0) + 1
    ints = {}
    for i in range(1000000):
        k = i * 7 % 5003
        if k in ints:
            ints[k] += 1
        else:
            ints[k] = 1
    print(len(counts), len(ints), ints[7])


run()
