def run():
    s = ""
    for i in range(3000000):
        s += str(i % 10) + ","
    parts = s.split(",")
    print(len(s), len(parts), len("-".join(parts)), s.count("7"))


run()
