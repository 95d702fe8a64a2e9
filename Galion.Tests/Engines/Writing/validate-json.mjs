// Validates JSON against JSON schemas with another maker's validator.
// Usage: node validate-json.mjs <file with [{ schema, value }]>; prints what does not fit, nothing when all does.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
let failures = 0;
for (const { schema, value } of cases) {
  if (!ajv.validate(schema, value)) {
    console.log(JSON.stringify({ schema, value, errors: ajv.errors }));
    failures++;
  }
}
process.exit(failures === 0 ? 0 : 1);
