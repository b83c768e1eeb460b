import type { Rank, Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow';

/** Weights of a gated recurrent unit; columns are the gates r, z and the candidate n, H each. */
export interface Gru {
  readonly input: Tensor3D; // (K, F, 3H)
  readonly bias: Tensor3D; // (K, 1, 3H)
  readonly state: Tensor3D; // (K, H, 3H): U_r, U_z and U_n
  readonly stateBias: Tensor3D; // (K, 1, H), c of the candidate
}

/**
 * Gated recurrent units of K networks side by side, from h = 0:
 * r = σ(x_r + hU_r), z = σ(x_z + hU_z), n = tanh(x_n + r ⊙ (hU_n + c)), h ← (1 − z) ⊙ n + z ⊙ h,
 * where x_r, x_z and x_n are the frame's input, weighted.
 *
 * Padding frames are processed like others; later layers must mask them.
 *
 * @param x (K, B, T, F)
 * @returns the states, (K, B, T, H)
 *
 * K. Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder…", EMNLP: 1724-1734; with the reset
 * gate after the product, as PyTorch's and cuDNN's. Compared with PyTorch in test/reference/sequence.json.
 */
export function gru(tf: Tensorflow, x: Tensor4D, { input, bias, state, stateBias }: Gru): Tensor4D {
  const [networks, batch, frames, width] = x.shape;
  const flat: Tensor3D = tf.reshape(x, [networks, batch * frames, width]);
  const projected: Tensor4D = tf.reshape(tf.add(tf.matMul(flat, input), bias), [
    networks,
    batch,
    frames,
    input.shape[2],
  ]);
  const recurrence = tf.customGrad<Tensor4D>((...inputs) => {
    // The types of customGrad leave out that `save` comes behind the tensors.
    const [p, u, c, save] = inputs as unknown as [Tensor4D, Tensor3D, Tensor3D, (tensors: Tensor[]) => void];
    const trace = forward(tf, p, u, c);
    save([u, trace.states, trace.r, trace.z, trace.n, trace.recalled]);
    return {
      value: trace.states,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [weights, states, r, z, n, recalled] = saved;
        const known = { states, r, z, n, recalled } as Trace;
        return backward(tf, dy as Tensor4D, weights as Tensor3D, known);
      },
    };
  });
  return recurrence(projected, state, stateBias);
}

/** What the forward pass keeps for the backward pass, each (K, B, T, H). */
interface Trace {
  readonly states: Tensor4D;
  readonly r: Tensor4D;
  readonly z: Tensor4D;
  readonly n: Tensor4D;
  /** hU_n + c, before the reset gate. */
  readonly recalled: Tensor4D;
}

function forward(tf: Tensorflow, projected: Tensor4D, state: Tensor3D, stateBias: Tensor3D): Trace {
  const [networks, batch] = projected.shape;
  const units = state.shape[1];
  const [gateInputs, candidateInputs] = tf.split(projected, [2 * units, units], 3);
  const gatesOf = tf.unstack(gateInputs, 2) as Tensor3D[];
  const candidatesOf = tf.unstack(candidateInputs, 2) as Tensor3D[];
  const [states, rs, zs, ns, recalls]: Tensor3D[][] = [[], [], [], [], []];
  let h = tf.zeros<Rank.R3>([networks, batch, units]);
  gatesOf.forEach((gateInput, t) => {
    const [gateSums, candidateSum] = tf.split(tf.matMul(h, state), [2 * units, units], 2);
    const [r, z] = tf.split<Tensor3D>(tf.sigmoid(tf.add(gateInput, gateSums)), 2, 2);
    const recalled: Tensor3D = tf.add(candidateSum, stateBias);
    const n = tf.tanh(tf.add<Tensor3D>(candidatesOf[t], tf.mul(r, recalled)));
    h = tf.add<Tensor3D>(n, tf.mul(z, tf.sub(h, n)));
    states.push(h);
    rs.push(r);
    zs.push(z);
    ns.push(n);
    recalls.push(recalled);
  });
  const stack = (list: Tensor3D[]) => tf.stack(list, 2) as Tensor4D;
  return { states: stack(states), r: stack(rs), z: stack(zs), n: stack(ns), recalled: stack(recalls) };
}

/** Gradients of the projected inputs, `state` and `stateBias`, by backpropagation through time. */
function backward(
  tf: Tensorflow,
  dStates: Tensor4D,
  state: Tensor3D,
  { states, r, z, n, recalled }: Trace,
): Tensor[] {
  const [networks, batch, frames, units] = states.shape;
  const earlier = tf.slice(states, [0, 0, 0, 0], [networks, batch, frames - 1, units]);
  const before = tf.concat([tf.zeros([networks, batch, 1, units]), earlier], 2);
  const rest = tf.sub(1, z);
  // Derivatives of n, of h with respect to the sum of z, and of the sum of n with respect to that of r.
  const perFrame = [
    dStates,
    tf.mul(rest, tf.sub(1, tf.square(n))),
    tf.mul(tf.sub(before, n), tf.mul(z, rest)),
    tf.mul(recalled, tf.mul(r, tf.sub(1, r))),
    r,
    z,
  ].map((x) => tf.unstack(x, 2));
  const sums: Tensor[] = new Array<Tensor>(frames);
  const candidates: Tensor[] = new Array<Tensor>(frames);
  let dh: Tensor3D | undefined;
  for (let t = frames - 1; t >= 0; t--) {
    const [dState, derivativeN, derivativeZ, derivativeR, reset, update] = perFrame.map(
      (list) => list[t] as Tensor3D,
    );
    const d = dh === undefined ? dState : tf.add(dState, dh);
    const dn = tf.mul(d, derivativeN);
    const parts = [tf.mul(dn, derivativeR), tf.mul(d, derivativeZ), tf.mul(dn, reset)] as Tensor3D[];
    const sum = tf.concat(parts, 2);
    dh = tf.add<Tensor3D>(tf.mul(d, update), tf.matMul(sum, state, false, true));
    sums[t] = sum;
    candidates[t] = dn;
  }
  const dSums = tf.stack(sums, 2); // (K, B, T, 3H), by hU + c
  const [dGates, dRecalled] = tf.split(dSums, [2 * units, units], 3);
  const rows = [networks, batch * frames];
  return [
    tf.concat([dGates, tf.stack(candidates, 2)], 3),
    tf.matMul(tf.reshape(before, [...rows, units]), tf.reshape(dSums, [...rows, 3 * units]), true, false),
    tf.sum(tf.reshape(dRecalled, [...rows, units]), 1, true),
  ];
}
