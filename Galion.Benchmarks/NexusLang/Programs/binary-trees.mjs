class Node { constructor(left, right) { this.left = left; this.right = right; } }
function make(depth) { return depth === 0 ? new Node(null, null) : new Node(make(depth - 1), make(depth - 1)); }
function check(node) { return node.left === null ? 1 : 1 + check(node.left) + check(node.right); }
let total = 0;
for (let i = 0; i < 160; i++) { total += check(make(14)); }
console.log(total);
