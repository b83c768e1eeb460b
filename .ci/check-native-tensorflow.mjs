// Fails unless the native TensorFlow backend is the one in use.
import { checkBinding, tensorflowState } from '../scripts/setup/tensorflow.mjs';

const state = tensorflowState();
if (state?.backend !== 'native') {
  console.error(`the native TensorFlow backend is not in use: ${state?.how ?? 'set-up has not run'}`);
  process.exit(1);
}
await checkBinding();
console.log(`TensorFlow: native backend (${state.how})`);
