import ast
import pathlib
import sys
import time

files = sorted((pathlib.Path(__file__).parent.parent / "Programs").glob("*.py"))
text = ""
count = 0
while len(text) < 1_000_000:
    text += files[count % len(files)].read_text() + "\n"
    count += 1
best = 1e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    ast.parse(text)
    best = min(best, time.perf_counter() - start)
print(f"{best * 1000 * 1_000_000 / len(text):.1f}")
