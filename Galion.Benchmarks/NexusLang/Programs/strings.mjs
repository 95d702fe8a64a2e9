let s = "";
for (let i = 0; i < 3000000; i++) { s += String(i % 10) + ","; }
const parts = s.split(",");
console.log(s.length, parts.length, parts.join("-").length, s.split("7").length - 1);
