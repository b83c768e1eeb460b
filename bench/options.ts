/** The value of `--name N` on the command line. */
export function numberOption(name: string, standard: number): number {
  return Number(given(name) ?? standard);
}

/**
 * The value of `--name TEXT` on the command line.
 *
 * @throws Error when it is not given and has no standard
 */
export function textOption(name: string, standard?: string): string {
  const found = given(name) ?? standard;
  if (found === undefined) throw new Error(`give --${name}`);
  return found;
}

function given(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}
