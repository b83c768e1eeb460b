import { latin1, type PacketFormat } from './format';

/** AAC frames one after the other. Nothing in it says how much of the beginning is the encoder's delay. */
export const adts: PacketFormat = {
  kind: 'packets',
  name: 'AAC (ADTS)',
  recognizes: (head) =>
    latin1(head, 0, 3) === 'ID3' || (head.length > 1 && head[0] === 0xff && (head[1] & 0xf6) === 0xf0),
  readers: ['ADTS'],
  trim: () => ({ skip: 0 }),
};
