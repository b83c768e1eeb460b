import { createRequire } from 'node:module';
import type * as danfojs from 'danfojs-node';
import { prepareTfjsNode } from '../models/networks/tfjs-node';

let loaded: typeof danfojs | undefined;

/** danfojs-node, loaded when the first frame is made: that takes a second or two, mostly for TensorFlow. */
export function danfo(): typeof danfojs {
  if (loaded === undefined) {
    prepareTfjsNode();
    loaded = createRequire(__filename)('danfojs-node') as typeof danfojs;
  }
  return loaded;
}
