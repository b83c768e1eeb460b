// Paths of the project. Setting up writes only below node_modules, optional/onnx/node_modules and .venv.
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const nodeModules = path.join(root, 'node_modules');
export const venv = path.join(root, '.venv');
/** The optional ONNX part: package.json, its lock, and what is installed. */
export const onnxPart = path.join(root, 'optional', 'onnx');
const onWindows = process.platform === 'win32';
/** The program `name` of the project's Python. */
export const inVenv = (name) =>
  path.join(venv, onWindows ? 'Scripts' : 'bin', onWindows ? `${name}.exe` : name);
export const kernelSpec = path.join(venv, 'share', 'jupyter', 'kernels', 'tslab');
export const locks = {
  node: path.join(root, 'package-lock.json'),
  python: path.join(root, 'scripts', 'python', 'requirements.txt'),
  pythonTests: path.join(root, 'scripts', 'python', 'requirements-test.txt'),
  tensorflow: path.join(root, 'scripts', 'python', 'tensorflow.txt'),
  onnxModels: path.join(onnxPart, 'models.txt'),
};
