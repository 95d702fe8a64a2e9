let seed = 42;
function weights(rows, columns, scale) {
  const all = [];
  for (let i = 0; i < rows; i++) {
    const row = [];
    for (let j = 0; j < columns; j++) {
      seed = Number((BigInt(seed) * 1103515245n + 12345n) % 2147483648n);
      row.push((seed / 2147483648 - 0.5) * scale);
    }
    all.push(row);
  }
  return all;
}
const points = weights(128, 2, 2.0);
const wanted = points.map(([x, y]) => (x * x + y * y < 0.5 ? 1.0 : 0.0));
const [w1x, w1y] = weights(2, 32, 4.0);
const [b1] = weights(1, 32, 2.0);
const w2 = weights(32, 1, 1.0).map(row => row[0]);
let b2 = weights(1, 1, 0.0)[0][0];
let loss = 0;
const hidden = new Array(32).fill(0);
for (let epoch = 0; epoch < 600; epoch++) {
  const g1x = new Array(32).fill(0), g1y = new Array(32).fill(0), gb1 = new Array(32).fill(0), g2 = new Array(32).fill(0);
  let gb2 = 0;
  loss = 0;
  for (let i = 0; i < 128; i++) {
    const [x, y] = points[i];
    let sum = 0;
    for (let j = 0; j < 32; j++) {
      hidden[j] = Math.tanh(x * w1x[j] + y * w1y[j] + b1[j]);
      sum += hidden[j] * w2[j];
    }
    const out = 1 / (1 + Math.exp(-(sum + b2)));
    const apart = out - wanted[i];
    loss += apart * apart;
    const go = 2 * apart / 128 * out * (1 - out);
    gb2 += go;
    for (let j = 0; j < 32; j++) {
      const h = hidden[j];
      g2[j] += go * h;
      const gh = go * w2[j] * (1 - h * h);
      g1x[j] += gh * x;
      g1y[j] += gh * y;
      gb1[j] += gh;
    }
  }
  loss /= 128;
  for (let j = 0; j < 32; j++) {
    w1x[j] -= 2 * g1x[j];
    w1y[j] -= 2 * g1y[j];
    b1[j] -= 2 * gb1[j];
    w2[j] -= 2 * g2[j];
  }
  b2 -= 2 * gb2;
}
console.log(loss.toFixed(6));
