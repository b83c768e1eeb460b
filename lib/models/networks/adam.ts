import { pow } from '../../stats/pow';

const DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * The optimizer of one network. Its ε is added to the uncorrected root of the mean square, as in scikit-learn and at the
 * end of section 2 of the paper; PyTorch and TensorFlow add it to the corrected root.
 *
 * It works on plain arrays: as TensorFlow operations a step takes twelve passes over the parameters instead of one, and
 * networks that train side by side would have to share one count of steps.
 *
 * D. Kingma, J. Ba (2015), "Adam: a method for stochastic optimization", ICLR. Compared with scikit-learn's in
 * test/reference/models.json.
 */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private steps = 0;

  /**
   * @param length number of parameters
   * @param rate learning rate
   */
  constructor(
    length: number,
    private readonly rate: number,
  ) {
    this.mean = new Float64Array(length);
    this.square = new Float64Array(length);
  }

  /** Changes `parameters` by one step down the gradient. */
  step(parameters: Float64Array, gradient: Float64Array): void {
    this.steps++;
    const rate = (this.rate * Math.sqrt(1 - pow(SQUARE_DECAY, this.steps))) / (1 - pow(DECAY, this.steps));
    const { mean, square } = this;
    for (let k = 0; k < parameters.length; k++) {
      const slope = gradient[k];
      mean[k] = DECAY * mean[k] + (1 - DECAY) * slope;
      square[k] = SQUARE_DECAY * square[k] + (1 - SQUARE_DECAY) * slope * slope;
      parameters[k] -= (rate * mean[k]) / (Math.sqrt(square[k]) + EPSILON);
    }
  }
}
