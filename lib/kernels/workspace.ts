/*
 * The loops that take most of the time of measuring and training work on two numbers at once (f64x2), which JavaScript
 * cannot express. Each source in assembly/ is AssemblyScript and becomes a WebAssembly module in a file of built/, which the set-up
 * writes; what the sources share is in assembly/shared/.
 *
 * A kernel works on plain addresses in the memory of a workspace. Inner loops are written do … while, because V8 leaves the
 * test of a for loop at its top, where it costs up to a seventh of the time.
 */

/** What this file uses of the global `WebAssembly`, which Node's types leave out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: object };
};

/** Kernels that work on a memory of their own. */
export interface Workspace<Kernels> {
  /** Parameters are addresses in bytes, counts and numbers, as the kernel's source says. */
  readonly run: Kernels;
  /** `length` numbers of the memory from byte `address` on. */
  readonly view: (address: number, length: number) => Float64Array;
}

/**
 * The kernels of a module in base64, which is compiled when they are first asked for.
 *
 * @returns makes a workspace of so many bytes
 */
export function kernelModule<Kernels extends object>(base64: string): (bytes: number) => Workspace<Kernels> {
  let module: object | undefined;
  return (bytes) => {
    module ??= new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
    const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / 65536)) });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return {
      run: exports as Kernels,
      view: (address, length) => new Float64Array(memory.buffer, address, length),
    };
  };
}

/** One workspace, shared by calls that do not overlap; a larger one is made where it is too small. */
export function sharedWorkspace<Kernels>(
  make: (bytes: number) => Workspace<Kernels>,
): (bytes: number) => Workspace<Kernels> {
  let size = 0;
  let workspace: Workspace<Kernels> | undefined;
  return (bytes) => {
    if (workspace === undefined || bytes > size) {
      size = bytes;
      workspace = make(bytes);
    }
    return workspace;
  };
}
