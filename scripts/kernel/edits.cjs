// Edits of library files. tslab hears of them by a timer of its own, sometimes in the middle of compiling, which it does
// not survive, and reloads only the file that changed. Here files are looked at when a cell is about to be compiled,
// and the files that import a changed one are reloaded with it.
const fs = require('node:fs');
const path = require('node:path');
const typescript = require('@tslab/typescript-for-tslab');

const watched = new Map(); // path → { changed, stamp }

const stampOf = (file) => {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : 'missing';
};

function watchFiles() {
  typescript.sys.watchFile = (file, changed) => {
    const ours = !file.includes('/node_modules/');
    if (ours) watched.set(file, { changed, stamp: stampOf(file) });
    // A file that no cell needs any more is looked at all the same: it is loaded, and a later cell may import it again.
    return { close: () => {} };
  };
  // To watch node_modules is to walk all of it, .6 s at the start of every kernel; npm notes there when it has changed it.
  const watchDirectory = typescript.sys.watchDirectory;
  typescript.sys.watchDirectory = (folder, changed, ...rest) => {
    if (path.basename(folder) !== 'node_modules') return watchDirectory(folder, changed, ...rest);
    const note = path.join(folder, '.package-lock.json');
    watched.set(note, { changed: () => changed(folder), stamp: stampOf(note) });
    return { close: () => watched.delete(note) };
  };
  // A file that appears makes the compiler set a second timer, and tslab, which brings its own setTimeout, has room
  // for one; that one is run at once.
  const stockSetTimeout = typescript.sys.setTimeout;
  Object.defineProperty(typescript.sys, 'setTimeout', {
    get: () => stockSetTimeout,
    set(later) {
      const value = (callback, ...rest) =>
        callback.name === 'invalidateResolutionsOfFailedLookup' ? callback() : later(callback, ...rest);
      Object.defineProperty(this, 'setTimeout', { value });
    },
  });
}

function noticeEdits() {
  for (const [file, entry] of watched) {
    const stamp = stampOf(file);
    if (stamp === entry.stamp) continue;
    entry.stamp = stamp;
    entry.changed(file, typescript.FileWatcherEventKind[stamp === 'missing' ? 'Deleted' : 'Changed']);
  }
}

const importsOf = (file, code) =>
  [...code.matchAll(/require\("(\.[^"]+)"\)/g)].map((match) =>
    path.join(path.dirname(file), `${match[1]}.js`),
  );

/** tslab's `convert`, with the files that import a changed file among those to load again. */
function reloadingDependents(convert) {
  const emitted = new Map(); // path of a compiled library file → { data, imports }
  return (...args) => {
    noticeEdits();
    const converted = convert(...args);
    const fresh = converted.sideOutputs ?? [];
    if (fresh.length === 0) return converted;
    for (const { path: file, data } of fresh) emitted.set(file, { data, imports: importsOf(file, data) });
    const stale = new Set(fresh.map((output) => output.path));
    for (let before = 0; before < stale.size; ) {
      before = stale.size;
      for (const [file, { imports }] of emitted) if (imports.some((one) => stale.has(one))) stale.add(file);
    }
    const sideOutputs = [...stale].map((file) => ({ path: file, data: emitted.get(file).data }));
    return { ...converted, sideOutputs };
  };
}

module.exports = { reloadingDependents, watchFiles };
