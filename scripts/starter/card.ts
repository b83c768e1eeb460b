export function starterCard(_: unknown): string {
  return '';
}
