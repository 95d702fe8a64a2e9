let x = 12345n;
const a = [];
for (let i = 0; i < 300000; i++) { x = (x * 1103515245n + 12345n) % 2147483648n; a.push(Number(x)); }
const b = [...a].sort((p, q) => p - q);
const c = [...a].sort((p, q) => q - p);
console.log(b[0], c[0]);
