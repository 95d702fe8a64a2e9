const counts = new Map();
for (let i = 0; i < 1000000; i++) { const k = "k" + i % 1000; counts.set(k, (counts.get(k) ?? 0) + 1); }
const ints = new Map();
for (let i = 0; i < 1000000; i++) { const k = i * 7 % 5003; if (ints.has(k)) { ints.set(k, ints.get(k) + 1); } else { ints.set(k, 1); } }
console.log(counts.size, ints.size, ints.get(7));
