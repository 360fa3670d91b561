// Takes pictures of pages, 1280 and 375 px wide, for people to look at.
//
//   node shots.mjs --base http://127.0.0.1:8080 --out FOLDER [--list FILE]
//                  [--crawl PATH [--limit N]] [--media print] [PATH...]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withBrowser } from './browser.mjs';
import { choosePaths, readArguments } from './pages.mjs';

const { options, rest } = readArguments(process.argv.slice(2), ['base', 'out', 'list', 'crawl', 'limit', 'media']);
const base = options.base ?? process.env.BASE;
if (!base || !options.out) throw new Error('say where the pages are and where the pictures go: --base URL --out FOLDER');
const paths = await choosePaths(base, options, rest);
mkdirSync(options.out, { recursive: true });

await withBrowser(async (context) => {
  const page = await context.newPage();
  await page.emulateMedia({ media: options.media ?? 'screen' });
  for (const path of paths) {
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(new URL(path, base).href, { waitUntil: 'load' });
      const name = path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'home';
      const file = join(options.out, `${name}-${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
  }
});
