/** Sizes of a batch on its way through the unit. */
export interface GruSizes {
  /** Sequences. */
  readonly batch: number;
  /** Frames of the longest. */
  readonly frames: number;
  readonly units: number;
}

/** What the way forward leaves for the way back; per frame as `states`. */
export interface GruTrace {
  /** h after each frame, (batch, frames, units). */
  readonly states: Float32Array;
  /** r and z side by side, (batch, frames, 2 · units). */
  readonly gates: Float32Array;
  /** hUn + c, before the reset gate. */
  readonly recalled: Float32Array;
  /** n. */
  readonly candidates: Float32Array;
}

/** Gradients of a loss. */
export interface GruGradient {
  readonly projected: Float32Array;
  readonly state: Float32Array;
  readonly stateBias: Float32Array;
}

/**
 * The part of a gated recurrent unit that goes frame by frame, from h = 0:
 * r = σ(x_r + hU_r), z = σ(x_z + hU_z), n = tanh(x_n + r ⊙ (hU_n + c)), h ← (1 − z) ⊙ n + z ⊙ h.
 *
 * In plain loops: as TensorFlow operations, thirty a frame and each on a few hundred numbers, it takes seven times as
 * long.
 *
 * @param projected x_r, x_z and x_n of every frame, (batch, frames, 3 · units)
 * @param state U_r, U_z and U_n side by side, (units, 3 · units)
 * @param stateBias c, (units)
 *
 * K. Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder…", EMNLP: 1724-1734; with the reset
 * gate behind the product, as PyTorch's and cuDNN's. Compared with a NumPy version in test/reference/sequence.json.
 */
export function gruForward(
  projected: Float32Array,
  state: Float32Array,
  stateBias: Float32Array,
  { batch, frames, units }: GruSizes,
): GruTrace {
  const states = new Float32Array(batch * frames * units);
  const gates = new Float32Array(2 * states.length);
  const recalled = new Float32Array(states.length);
  const candidates = new Float32Array(states.length);
  const sums = new Float64Array(3 * units); // hU, then + c in its last third
  const u = Float64Array.from(state); // doubles all along are faster than widening in the loop
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < frames; t++) {
      const at = b * frames + t;
      const before = (at - 1) * units;
      sums.fill(0);
      sums.set(stateBias, 2 * units);
      if (t > 0) {
        for (let i = 0; i < units; i++) {
          const h = states[before + i];
          const row = i * 3 * units;
          for (let k = 0; k < 3 * units; k++) sums[k] += h * u[row + k];
        }
      }
      const x = at * 3 * units;
      for (let k = 0; k < units; k++) {
        const r = 1 / (1 + Math.exp(-projected[x + k] - sums[k]));
        const z = 1 / (1 + Math.exp(-projected[x + units + k] - sums[units + k]));
        const n = Math.tanh(projected[x + 2 * units + k] + r * sums[2 * units + k]);
        gates[2 * at * units + k] = r;
        gates[(2 * at + 1) * units + k] = z;
        recalled[at * units + k] = sums[2 * units + k];
        candidates[at * units + k] = n;
        states[at * units + k] = (1 - z) * n + (t > 0 ? z * states[before + k] : 0);
      }
    }
  }
  return { states, gates, recalled, candidates };
}

/**
 * Gradients of what goes into `gruForward`, by the chain rule backwards through the frames.
 *
 * @param dStates gradient of the states, (batch, frames, units)
 */
export function gruBackward(
  dStates: Float32Array,
  { states, gates, recalled, candidates }: GruTrace,
  state: Float32Array,
  { batch, frames, units }: GruSizes,
): GruGradient {
  const dProjected = new Float32Array(3 * states.length);
  const dState = new Float64Array(state.length);
  const dStateBias = new Float64Array(units);
  const dh = new Float64Array(units);
  const dSums = new Float64Array(3 * units);
  const u = Float64Array.from(state);
  for (let b = 0; b < batch; b++) {
    dh.fill(0);
    for (let t = frames - 1; t >= 0; t--) {
      const at = b * frames + t;
      const before = (at - 1) * units;
      for (let k = 0; k < units; k++) {
        const r = gates[2 * at * units + k];
        const z = gates[(2 * at + 1) * units + k];
        const n = candidates[at * units + k];
        const d = dh[k] + dStates[at * units + k];
        const dn = d * (1 - z) * (1 - n * n);
        const dr = dn * recalled[at * units + k] * r * (1 - r);
        const dz = d * ((t > 0 ? states[before + k] : 0) - n) * z * (1 - z);
        const x = 3 * at * units + k;
        dProjected[x] = dr;
        dProjected[x + units] = dz;
        dProjected[x + 2 * units] = dn;
        dSums[k] = dr;
        dSums[units + k] = dz;
        dSums[2 * units + k] = dn * r;
        dStateBias[k] += dn * r;
        dh[k] = d * z;
      }
      if (t === 0) continue; // the state before the first frame is 0
      for (let i = 0; i < units; i++) {
        const h = states[before + i];
        const row = i * 3 * units;
        let sum = 0;
        for (let k = 0; k < 3 * units; k++) {
          sum += u[row + k] * dSums[k];
          dState[row + k] += h * dSums[k];
        }
        dh[i] += sum;
      }
    }
  }
  return {
    projected: dProjected,
    state: Float32Array.from(dState),
    stateBias: Float32Array.from(dStateBias),
  };
}
