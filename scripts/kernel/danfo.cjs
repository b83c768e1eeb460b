// danfojs-node in a cell of its own, before any of the library: it gets the TensorFlow that the library gets, plain
// JavaScript where the native binding does not load.
const { Module } = require('node:module');

const load = Module._load;
Module._load = (request, ...rest) => {
  if (request === 'danfojs-node')
    require('tsx/cjs/api').require('../../lib/models/networks/tfjs-node.ts', __filename).prepareTfjsNode();
  return load(request, ...rest);
};
