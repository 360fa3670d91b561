// Shows that axe.mjs can fail: a bad page must be refused for every reason it was
// made bad, and a good one let through.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const folder = new URL('selftest/', import.meta.url);
const server = createServer((request, answer) => {
  try {
    const name = new URL(request.url, 'http://x').pathname.slice(1);
    const body = readFileSync(new URL(name, folder));
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  } catch {
    answer.writeHead(404, { 'content-type': 'text/html' }).end('Not here');
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const base = `http://127.0.0.1:${server.address().port}`;

const good = await check(['/good.html']);
const bad = await check(['/bad.html', '/bad.html?again', '/missing.html']);
server.close();

const reasons = [
  'html-has-lang', 'image-alt', 'label', 'color-contrast', '2 h1 headings', 'ids used twice: twice',
  'inline styles or scripts', 'same title as', 'script error: a broken script', 'request to another host',
  'px wider than the screen: <div style', 'the first Tab stop is not a skip link', 'language is',
  'status 404', 'the focus is not seen on <input name="unlabelled">',
];
const missed = reasons.filter((reason) => !bad.output.includes(reason));
const problems = [];
if (good.code !== 0) problems.push(`the good page was refused:\n${good.output}`);
if (bad.code !== 1) problems.push(`the bad page ended with ${bad.code}, not 1`);
if (missed.length > 0) problems.push(`not seen on the bad page: ${missed.join('; ')}\n${bad.output}`);
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `self-test: ${reasons.length} of ${reasons.length} faults seen` : 'self-test failed');
process.exit(problems.length === 0 ? 0 : 1);

function check(paths) {
  return new Promise((done) => {
    const run = spawn(process.execPath, [new URL('axe.mjs', import.meta.url).pathname, '--base', base, ...paths]);
    let output = '';
    run.stdout.on('data', (part) => { output += part; });
    run.stderr.on('data', (part) => { output += part; });
    run.on('close', (code) => done({ code, output }));
  });
}
