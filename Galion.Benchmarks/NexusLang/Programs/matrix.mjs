function matmul(a, b, n) {
  const out = [];
  for (let i = 0; i < n; i++) {
    const row = [], ai = a[i];
    for (let j = 0; j < n; j++) { let s = 0.0; for (let k = 0; k < n; k++) { s += ai[k] * b[k][j]; } row.push(s); }
    out.push(row);
  }
  return out;
}
const n = 400;
const grid = f => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => f(i, j)));
console.log(matmul(grid((i, j) => i * 1.0 + j), grid((i, j) => i - j * 1.0), n)[10][20].toFixed(1));
