import { total } from './shared/pairs';

/** Into `result`: Σ x over `bytes` bytes, an even number of samples. */
export function sum(x: usize, bytes: usize, result: usize): void {
  let all = f64x2.splat(0);
  let at = x;
  do {
    all = f64x2.add(all, v128.load(at));
    at += 16;
  } while (at < x + bytes);
  f64.store(result, total(all));
}

/** frame[i] = (x[i] − mean) · window[i], of an even number of samples; the mean lies at address `mean`. */
export function centre(x: usize, window: usize, frame: usize, bytes: usize, mean: usize): void {
  const shift = v128.load64_splat(mean);
  let i: usize = 0;
  do {
    v128.store(frame + i, f64x2.mul(f64x2.sub(v128.load(x + i), shift), v128.load(window + i)));
    i += 16;
  } while (i < bytes);
}

/** Into `result`: the largest |x| of the even and of the odd ones of an even number of samples. */
export function peak(x: usize, bytes: usize, result: usize): void {
  let most = f64x2.splat(0);
  let i: usize = 0;
  do {
    most = f64x2.pmax(most, f64x2.abs(v128.load(x + i)));
    i += 16;
  } while (i < bytes);
  v128.store(result, most);
}
