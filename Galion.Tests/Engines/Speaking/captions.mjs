import { readFileSync } from 'node:fs';
import { parse } from '@plussub/srt-vtt-parser';

console.log(JSON.stringify(parse(readFileSync(process.argv[2], 'utf8')).entries));
