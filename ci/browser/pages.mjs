// Which pages to look at: named, listed in a file, or found by following links.
import { readFileSync } from 'node:fs';

/** Reads `--name value` options and plain arguments. */
export function readArguments(argv, known) {
  const options = {};
  const rest = [];
  for (let i = 0; i < argv.length; i += 1) {
    if (!argv[i].startsWith('--')) {
      rest.push(argv[i]);
      continue;
    }
    const name = argv[i].slice(2);
    if (!known.includes(name) || argv[i + 1] === undefined) {
      throw new Error(`unknown or unfinished option ${argv[i]}; known: ${known.map((k) => `--${k} VALUE`).join(' ')}`);
    }
    options[name] = argv[i += 1];
  }
  return { options, rest };
}

/** The paths asked for, in order and without repeats. */
export async function choosePaths(base, options, named) {
  const paths = [...named];
  if (options.list) {
    const lines = readFileSync(options.list, 'utf8').split('\n').map((line) => line.trim());
    paths.push(...lines.filter((line) => line && !line.startsWith('#')));
  }
  if (options.crawl) paths.push(...await crawl(base, options.crawl, Number(options.limit ?? 50)));
  const unique = [...new Set(paths)];
  if (unique.length === 0) throw new Error('no page to look at: name paths, or give --list FILE or --crawl PATH');
  return unique;
}

/** Follows links from a start page, nearest first, to at most `limit` HTML pages of this host. */
async function crawl(base, start, limit) {
  const found = [];
  const seen = new Set([start]);
  const queue = [start];
  while (queue.length > 0 && found.length < limit) {
    const path = queue.shift();
    const answer = await fetch(new URL(path, base), { redirect: 'manual' });
    const text = await answer.text();
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    found.push(path);
    for (const [, raw] of text.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)) {
      const url = new URL(raw.replaceAll('&amp;', '&'), new URL(path, base));
      const next = url.pathname + url.search;
      if (url.origin === new URL(base).origin && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return found;
}
