// Looks up the security advisories of every installed package, and fails for one that docs/advisories.md does not accept.
// Where the registry does not answer, it says so and fails nothing: what was right yesterday is not wrong today.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const file = 'docs/advisories.md';
const accepted = new Set(readFileSync(file, 'utf8').match(/GHSA(-\w{4}){3}/g) ?? []);
const { stdout, stderr } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});

let report;
try {
  report = JSON.parse(stdout);
} catch {
  report = { message: stderr };
}
if (report.vulnerabilities === undefined) {
  console.log(
    `Advisories were not looked up: the registry gave none (${
      String(report.message ?? report.error?.summary)
        .trim()
        .split('\n')[0]
    }).`,
  );
  process.exit(0);
}
const found = new Map();
for (const { name, via } of Object.values(report.vulnerabilities)) {
  for (const advisory of via) {
    if (typeof advisory === 'string') continue; // by way of another package, which has its own entry
    found.set(advisory.url.split('/').at(-1), `${name} (${advisory.severity}): ${advisory.title}`);
  }
}
const open = [...found].filter(([id]) => !accepted.has(id));
for (const [id, text] of open) console.error(`${id} ${text}`);
const stale = [...accepted].filter((id) => !found.has(id));
if (stale.length > 0) console.log(`No longer found, to be taken out of ${file}: ${stale.join(', ')}`);
if (open.length > 0) {
  console.error(
    `${open.length} advisories are not in ${file}: update the package, or explain there why it does no harm`,
  );
  process.exit(1);
}
console.log(`${found.size} advisories, all explained in ${file}.`);
