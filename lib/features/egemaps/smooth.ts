/** Moving average over three values; the outermost value is repeated beyond the ends. openSMILE's "sma3". */
export function smooth(values: Float64Array): Float64Array {
  const last = values.length - 1;
  const result = new Float64Array(values.length);
  for (let i = 0; i <= last; i++) {
    result[i] = (values[Math.max(0, i - 1)] + values[i] + values[Math.min(last, i + 1)]) / 3;
  }
  return result;
}

/** Moving average over three values, skipping NaN; NaN stays NaN. openSMILE's "sma3nz", which skips 0 instead. */
export function smoothPresent(values: Float64Array): Float64Array {
  const result = new Float64Array(values.length).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    let sum = 0;
    let n = 0;
    for (let k = Math.max(0, i - 1); k <= i + 1 && k < values.length; k++) {
      if (Number.isNaN(values[k])) continue;
      sum += values[k];
      n++;
    }
    result[i] = sum / n;
  }
  return result;
}
