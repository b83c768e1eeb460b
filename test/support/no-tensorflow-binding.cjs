// Put before a program by `node -r`, it makes the native binding of TensorFlow fail to load, as where it is not built.
const { Module } = require('node:module');

const load = Module._load;
Module._load = (name, ...rest) => {
  if (String(name).endsWith('tfjs_binding.node')) throw new Error('no binding on this machine');
  return load(name, ...rest);
};
