// Looks at pages as people meet them and reports what would stop someone.
//
//   node axe.mjs --base http://127.0.0.1:8080 [--list FILE] [--crawl PATH [--limit N]]
//                [--allow-status 404] [PATH...]
//
// Every page is opened at desktop width, at 320 px, with scripts blocked, in forced
// colours and as for print; each time axe must find nothing. Besides: nothing wider
// than a 320 px screen, one h1, no id twice, a title no other page has, no console
// error, no request to another host, the Tab key reaching the page's own content
// through the skip link, and every stop of the Tab key to be seen. Prints a line a page, then counts; exit 1 on any finding.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { withBrowser } from './browser.mjs';
import { choosePaths, readArguments } from './pages.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

const MODES = [
  { name: 'desktop', size: DESKTOP, media: {} },
  { name: '320 px', size: PHONE, media: {} },
  { name: 'scripts blocked', size: DESKTOP, media: {}, blockScripts: true },
  { name: 'forced colours', size: DESKTOP, media: { forcedColors: 'active' } },
  { name: 'print', size: DESKTOP, media: { media: 'print' } },
];

const { options, rest } = readArguments(process.argv.slice(2), ['base', 'list', 'crawl', 'limit', 'allow-status']);
const base = options.base ?? process.env.BASE;
if (!base) throw new Error('say where the pages are: --base http://127.0.0.1:PORT');
const host = new URL(base).host;
const paths = await choosePaths(base, options, rest);

let findings = 0;
let passes = 0;
const titles = new Map();

await withBrowser(async (context) => {
  for (const path of paths) {
    const found = [];
    for (const mode of MODES) {
      const page = await context.newPage();
      try {
        passes += await lookAt(page, path, mode, (what) => found.push(`${mode.name}: ${what}`));
      } catch (error) {
        found.push(`${mode.name}: ${error.message.split('\n')[0]}`);
      } finally {
        await page.close();
      }
    }
    console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${path}`);
    for (const line of found) console.log(`     ${line}`);
    findings += found.length;
  }
});

console.log(`${paths.length} pages in ${MODES.length} ways: ${passes} rules passed, ${findings} findings`);
process.exit(findings === 0 ? 0 : 1);

/** Opens one page in one way; returns how many axe rules passed. */
async function lookAt(page, path, mode, report) {
  const url = new URL(path, base).href;
  page.on('console', (message) => {
    if (message.type() === 'error' && !isPageStatus(message, url)) report(`console error: ${message.text()}`);
  });
  page.on('pageerror', (error) => report(`script error: ${error.message}`));
  page.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol.startsWith('http') && to.host !== host) report(`request to another host: ${to.href}`);
  });
  if (mode.blockScripts) await page.route(/\.m?js(\?|$)/, (route) => route.abort());
  await page.setViewportSize(mode.size);
  await page.emulateMedia({ media: 'screen', forcedColors: 'none', ...mode.media });
  const answer = await page.goto(url, { waitUntil: 'load' });
  if (!answer.ok() && String(answer.status()) !== options['allow-status']) {
    report(`status ${answer.status()}`);
    return 0;
  }

  if (mode.name === 'desktop') {
    await checkDocument(page, path, report);
    await checkFocusIsSeen(page, report);
    await page.reload({ waitUntil: 'load' });
    await checkSkipLink(page, report);
  }
  if (mode.name === '320 px') await checkWidth(page, report);

  // A link that has the focus looks otherwise than links do.
  await page.evaluate(() => document.activeElement?.blur());
  await page.evaluate(axeSource);
  const result = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    RULES,
  );
  for (const violation of result.violations) {
    const first = violation.nodes[0];
    report(`axe ${violation.impact} ${violation.id} (${violation.nodes.length}): ${first.html.slice(0, 160)}`);
  }
  return result.passes.length;
}

/** The browser also puts a page's own status, such as 404, on the console. */
function isPageStatus(message, url) {
  return message.text().includes('status of') && message.location().url === url;
}

async function checkDocument(page, path, report) {
  const { h1, ids, title, language, inline } = await page.evaluate(() => {
    const all = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return {
      h1: document.querySelectorAll('h1').length,
      ids: [...new Set(all.filter((id, index) => all.indexOf(id) !== index))],
      title: document.title,
      language: document.documentElement.lang,
      inline: document.querySelectorAll('[style], style, script:not([src])').length,
    };
  });
  if (h1 !== 1) report(`${h1} h1 headings`);
  if (ids.length > 0) report(`ids used twice: ${ids.join(', ')}`);
  if (language !== 'en-GB') report(`language is “${language}”`);
  if (inline > 0) report(`${inline} inline styles or scripts`);
  if (titles.has(title)) report(`same title as ${titles.get(title)}: “${title}”`);
  titles.set(title, path);
}

/** First Tab: the skip link, visible. Enter, Tab: the first stop inside or after main. */
async function checkSkipLink(page, report) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => {
    const { activeElement: at } = document;
    const box = at.getBoundingClientRect();
    return { href: at.getAttribute('href'), seen: box.width > 10 && box.height > 10 && box.top >= 0 };
  });
  if (!first.href?.startsWith('#')) {
    report('the first Tab stop is not a skip link');
    return;
  }
  if (!first.seen) report('the skip link stays hidden when it has the focus');
  await page.keyboard.press('Enter');
  const reached = await page.evaluate((id) => {
    const main = document.querySelector('main');
    return main !== null && main.id === id && (document.activeElement === main || location.hash === `#${id}`);
  }, first.href.slice(1));
  if (!reached) report('the skip link does not lead to main');
  await page.keyboard.press('Tab');
  const inFront = await page.evaluate(() => {
    const main = document.querySelector('main');
    const { activeElement: at } = document;
    if (!main || at === document.body || main.contains(at)) return false;
    return Boolean(main.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING);
  });
  if (inFront) report('after the skip link, Tab goes back in front of main');
}

/** The first Tab stops: each must look other than it does without the focus, and be on the screen. */
async function checkFocusIsSeen(page, report) {
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return null;
      const look = () => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, backgroundColor, borderColor } = getComputedStyle(at);
        const outline = outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
        return [outline, boxShadow, backgroundColor, borderColor].join('|');
      };
      const box = at.getBoundingClientRect();
      const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      const focused = look();
      at.blur();
      const plain = look();
      at.focus({ focusVisible: true, preventScroll: true });
      return onScreen && focused !== plain ? '' : at.outerHTML.slice(0, 120);
    });
    if (hidden === null) return;
    if (hidden) report(`the focus is not seen on ${hidden}`);
  }
}

async function checkWidth(page, report) {
  const { over, widest } = await page.evaluate(() => {
    const root = document.documentElement;
    const inScroller = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    const wide = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth && !inScroller(element));
    return { over: root.scrollWidth - root.clientWidth, widest: wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 100)) };
  });
  if (over > 0) report(`${over} px wider than the screen: ${widest.join(' | ')}`);
}
