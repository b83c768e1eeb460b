import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { encodeWav } from '../lib/audio/wav';
import { tone } from './support/signals';

// Every command of the README and docs/: those of npm exist, those of saa run, links lead somewhere.
const root = path.resolve(__dirname, '..');
const pages = ['README.md', ...readdirSync(path.join(root, 'docs')).map((file) => `docs/${file}`)].filter(
  (file) => file.endsWith('.md'),
);
const text = (page: string) => readFileSync(path.join(root, page), 'utf8');
const work = mkdtempSync(path.join(tmpdir(), 'saa-docs-'));
after(() => rmSync(work, { recursive: true, force: true }));
const { samples, sampleRate } = tone(150, 5);
for (const name of ['memo.wav', 'talk.wav', 'a.wav', 'b.wav'])
  writeFileSync(path.join(work, name), encodeWav([samples], sampleRate));

const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

test('every command of npm that the pages name is there', () => {
  const named = pages.flatMap((page) =>
    [...text(page).matchAll(/npm (?:run ([\w:]+)|(start|test))/g)].map((found) => ({
      page,
      script: found[1] ?? found[2],
    })),
  );
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter(({ script }) => !(script in scripts)),
    [],
  );
});

test('every link of the pages leads to a file, and its heading', () => {
  const broken = pages.flatMap((page) =>
    [...text(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(([, file, heading]) => {
      const target = file === '' ? path.join(root, page) : path.join(root, path.dirname(page), file);
      if (!existsSync(target)) return [`${page}: ${file}`];
      if (heading === undefined) return [];
      const anchors = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
        words
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replace(/\s/g, '-'),
      );
      return anchors.includes(heading) ? [] : [`${page}: ${file}#${heading}`];
    }),
  );
  assert.deepEqual(broken, []);
});

/** Commands of saa in blocks of shell code, without their comments. */
const commands = pages.flatMap((page) =>
  [...text(page).matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, block]) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line.includes('npx saa ')),
  ),
);
const saa = `"${process.execPath}" "${path.join(root, 'scripts', 'saa.mjs')}" `;

test('the pages show commands of saa', () => assert.ok(commands.length >= 6));

for (const command of new Set(commands)) {
  const offline = !/--queue|arecord|--ffmpeg|--model |\.m4a|processed-data/.test(command);
  test(`${command} ${offline ? 'runs' : 'has options that are there'}`, () => {
    if (offline) {
      const { status, stderr } = spawnSync('sh', ['-c', command.replaceAll('npx saa ', saa)], {
        cwd: work,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      return;
    }
    const [, verb] = /npx saa (\w+)/.exec(command) ?? [];
    const { stdout } = spawnSync(process.execPath, [path.join(root, 'scripts', 'saa.mjs'), verb, '--help'], {
      encoding: 'utf8',
    });
    for (const [option] of command.matchAll(/--[a-z]+/g))
      assert.ok(stdout.includes(option), `${option} of ${verb}`);
  });
}

test('the task of docs/from-praat.md takes no more lines here than in Python', () => {
  const lines = (language: string) => {
    const [, code] =
      new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(text('docs/from-praat.md')) ?? [];
    return (code ?? '').split('\n').filter((line) => line.trim() !== '').length;
  };
  const [python, here] = [lines('python'), lines('ts')];
  assert.ok(here >= 5 && here <= python, `${here} lines, ${python} in Python`);
});
