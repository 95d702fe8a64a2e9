function a(i, j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }
function times(v, n) {
  const out = [];
  for (let i = 0; i < n; i++) { let s = 0.0; for (let j = 0; j < n; j++) { s += a(i, j) * v[j]; } out.push(s); }
  return out;
}
function transposed(v, n) {
  const out = [];
  for (let i = 0; i < n; i++) { let s = 0.0; for (let j = 0; j < n; j++) { s += a(j, i) * v[j]; } out.push(s); }
  return out;
}
const n = 300;
let u = new Array(n).fill(1.0), v = [];
for (let i = 0; i < 10; i++) { v = transposed(times(u, n), n); u = transposed(times(v, n), n); }
let vbv = 0.0, vv = 0.0;
for (let i = 0; i < n; i++) { vbv += u[i] * v[i]; vv += v[i] * v[i]; }
console.log(Math.sqrt(vbv / vv).toFixed(9));
