import { wavLayout } from '../riff';
import { latin1, type PcmFormat } from './format';

/** RIFF/WAVE with its 64-bit forms; `riff.ts` says which samples are read. */
export const wav: PcmFormat = {
  kind: 'pcm',
  name: 'WAV',
  recognizes: (head) =>
    ['RIFF', 'RF64', 'BW64'].includes(latin1(head, 0, 4)) &&
    (head.length < 12 || latin1(head, 8, 12) === 'WAVE'),
  layout: wavLayout,
};
