// What was compiled once, kept on disk for the kernels to come.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** Of what went in and what came out: an entry of another input does not fit, and neither does a damaged one. */
const sealOf = (input, output) =>
  createHash('sha256').update(`${input.length}\n${input}${output}`).digest('hex');

/**
 * What `make` gives, from disk if that was made of the same before.
 *
 * @param file that holds the last result; another input replaces it
 * @param from plain data: everything the result depends on
 * @param make makes plain data
 */
function kept(file, from, make) {
  const input = JSON.stringify(from);
  const stored = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const end = stored.indexOf('\n');
  const output = stored.slice(end + 1);
  if (stored.slice(0, end) === sealOf(input, output)) return JSON.parse(output);
  const made = make();
  keep(file, input, JSON.stringify(made));
  return made;
}

function keep(file, input, output) {
  // Other kernels may read or write the file at this moment.
  const unfinished = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(unfinished, `${sealOf(input, output)}\n${output}`);
    fs.renameSync(unfinished, file);
  } catch (error) {
    // Where nothing may be written, every kernel makes it anew.
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
  }
}

module.exports = { kept };
