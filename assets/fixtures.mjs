// Writes crates/web/tests/govuk-fixtures.json: the examples from GOV.UK Frontend
// that our components are compared with. Run after changing its version.
import { readFileSync, writeFileSync } from 'node:fs';

const wanted = {
  breadcrumbs: ['with last breadcrumb as current page'],
  details: ['default'],
  'error-summary': ['default'],
  input: ['with hint text', 'with error and hint'],
  'inset-text': ['default'],
  'notification-banner': ['default'],
  pagination: ['default'],
  'service-navigation': ['with navigation with a current item'],
  'summary-list': ['default', 'with some actions', 'with actions'],
  table: ['with head and caption'],
  tag: ['default', 'grey', 'turquoise', 'green', 'purple', 'red', 'orange', 'yellow'],
  'warning-text': ['default'],
};

const here = new URL('.', import.meta.url);
const package_ = JSON.parse(readFileSync(new URL('node_modules/govuk-frontend/package.json', here)));
const examples = {};
for (const [component, names] of Object.entries(wanted)) {
  const file = `node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`;
  const { fixtures } = JSON.parse(readFileSync(new URL(file, here)));
  examples[component] = {};
  for (const name of names) {
    const found = fixtures.find((fixture) => fixture.name === name);
    if (!found) throw new Error(`${component} has no example called “${name}”`);
    examples[component][name] = found.html;
  }
}
const out = new URL('../crates/web/tests/govuk-fixtures.json', here);
const note = `From govuk-frontend ${package_.version} (MIT licence, see THIRD-PARTY.md) by assets/fixtures.mjs`;
writeFileSync(out, JSON.stringify({ note, examples }, null, 1) + '\n');
