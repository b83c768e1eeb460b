// Makes every function of `fs` expand `~` to the home folder, as a shell does.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const os = require('node:os');
const path = require('node:path');

/** Expands `~` in a path, also after the path was made absolute. */
function atHome(file) {
  if (typeof file !== 'string' || !file.includes('~')) return file;
  const relative = file.startsWith(process.cwd() + path.sep) ? file.slice(process.cwd().length + 1) : file;
  if (relative !== '~' && !relative.startsWith('~/')) return file;
  return path.join(os.homedir(), relative.slice(1));
}

const TAKE_A_PATH =
  /^(access|appendFile|chmod|copyFile|cp|createReadStream|createWriteStream|exists|lstat|mkdir|mkdtemp|open|opendir|readFile|readdir|readlink|realpath|rename|rm|rmdir|stat|truncate|unlink|utimes|watch|watchFile|writeFile)(Sync)?$/;
const TAKE_TWO = /^(copyFile|cp|rename)/;

function understandHome() {
  for (const functions of [fs, fs.promises]) {
    for (const name of Object.keys(functions).filter((one) => TAKE_A_PATH.test(one))) {
      const stock = functions[name];
      const changed = TAKE_TWO.test(name)
        ? function (from, to, ...rest) {
            return stock.call(this, atHome(from), atHome(to), ...rest);
          }
        : function (file, ...rest) {
            return stock.call(this, atHome(file), ...rest);
          };
      functions[name] = Object.defineProperties(changed, Object.getOwnPropertyDescriptors(stock));
    }
  }
  syncBuiltinESMExports();
}

module.exports = { atHome, understandHome };
