// Answer requests by the script of the page: index and texts come as JSON on standard input, answers go out.
import { readFileSync } from 'node:fs';
import { answerRequest } from '../../layout/web/match/answer.js';

const { index, texts } = JSON.parse(readFileSync(0, 'utf-8'));
const started = performance.now();
const answers = texts.map((text) => answerRequest(index, text));
const each = (performance.now() - started) / texts.length;
process.stdout.write(JSON.stringify({ answers, each }));
