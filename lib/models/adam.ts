import { pow } from '../stats/pow';

const DECAY = 0.9;
const SQUARE_DECAY = 0.999;

/**
 * Where Adam adds its small number that keeps a step finite: to the root of the squares corrected for having begun at 0
 * (algorithm 1 of the paper, TensorFlow.js), or to the root of them as they are (end of its section 2, scikit-learn).
 */
export type Stability = { readonly form: 'corrected' | 'plain'; readonly value: number };

/**
 * Steps down a gradient, and what they keep of those before.
 *
 * D. Kingma, J. Ba (2015), "Adam: a method for stochastic optimization", ICLR; its decays .9 and .999.
 */
export class Adam {
  private readonly momentum: Float64Array;
  private readonly squares: Float64Array;
  private steps = 0;

  /** @param length how many parameters */
  constructor(
    length: number,
    private readonly rate: number,
    private readonly stability: Stability,
  ) {
    this.momentum = new Float64Array(length);
    this.squares = new Float64Array(length);
  }

  /** Changes `parameters` by one step. */
  step(parameters: Float64Array, gradient: Float64Array): void {
    this.steps++;
    const root = Math.sqrt(1 - pow(SQUARE_DECAY, this.steps));
    const rate = (this.rate * root) / (1 - pow(DECAY, this.steps));
    const { form, value } = this.stability;
    const stability = form === 'plain' ? value : value * root;
    const { momentum, squares } = this;
    for (let k = 0; k < parameters.length; k++) {
      const slope = gradient[k];
      momentum[k] = DECAY * momentum[k] + (1 - DECAY) * slope;
      squares[k] = SQUARE_DECAY * squares[k] + (1 - SQUARE_DECAY) * slope * slope;
      parameters[k] -= (rate * momentum[k]) / (Math.sqrt(squares[k]) + stability);
    }
  }
}
