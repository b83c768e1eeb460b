// Gives danfojs-node the TensorFlow of the library, also when a cell imports it before the library: the JavaScript backend
// where the native binding does not load.
const { Module } = require('node:module');

const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === 'danfojs-node')
    require('tsx/cjs/api').require('../../lib/models/networks/tfjs-node.ts', __filename).prepareTfjsNode();
  return load(request, ...rest);
};
