let sum = 0;
for (let i = 0; i < 3000; i++) { for (let j = 0; j < 3000; j++) { sum += (i * j) % 7; } }
console.log(sum);
