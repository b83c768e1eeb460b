import { createRequire } from 'node:module';

/** One output of a cell in several formats; the front end takes the richest it can show. */
export interface DisplayBundle {
  /** By MIME type; JSON types hold objects, all others text (binary in base64). */
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Two bundles with the same id are one output: the later replaces the earlier. */
  readonly transient: { readonly display_id?: string };
}

/** Sends an output to the cell that was running when the writer was taken; `update` replaces one by its id. */
export type DisplayWriter = (bundle: DisplayBundle, update: boolean) => void;

interface KernelModule {
  readonly lastWriteDisplayData?: DisplayWriter | null;
}

/**
 * The way to the current cell's output, or undefined outside a notebook.
 *
 * tslab's public `display` sends one format at a time; only this part of the kernel takes a whole bundle. It
 * is looked up among the loaded modules, because a second copy of the module would not be connected.
 */
export function displayWriter(): DisplayWriter | undefined {
  for (const { lastWriteDisplayData } of kernelModules())
    if (lastWriteDisplayData) return lastWriteDisplayData;
  return undefined;
}

/** Whether this process is a notebook's kernel. */
export function inKernel(): boolean {
  return kernelModules().length > 0;
}

function kernelModules(): KernelModule[] {
  const { cache } = createRequire(__filename); // the one cache of all CommonJS modules
  const files = Object.keys(cache).filter((file) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file));
  return files.map((file) => cache[file]?.exports as KernelModule);
}

/** Text as HTML shows it literally, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
