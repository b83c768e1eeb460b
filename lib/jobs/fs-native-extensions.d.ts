declare module 'fs-native-extensions' {
  /** Locks bytes of an open file for this descriptor alone; false when another has them. */
  export function tryLock(descriptor: number, offset?: number, length?: number): boolean;
}
