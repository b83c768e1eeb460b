import { latin1, type PacketFormat, type Trim } from './format';
import type { ByteSource } from '../layout';

/** FLAC in its own container; STREAMINFO says how many samples there are. RFC 9639. */
export const flac: PacketFormat = {
  kind: 'packets',
  name: 'FLAC',
  recognizes: (head) => latin1(head, 0, 4) === 'fLaC',
  readers: ['FLAC'],
  trim: (source: ByteSource): Trim => {
    const head = source.read(0, 42);
    if (head.length < 42 || latin1(head, 0, 4) !== 'fLaC') return { skip: 0 };
    const view = new DataView(head.buffer, head.byteOffset);
    const total = (head[21] & 15) * 2 ** 32 + view.getUint32(22);
    return total === 0 ? { skip: 0 } : { skip: 0, length: total, promised: true };
  },
};
