import type { Json, Provenance } from '../../tables/provenance';
import type { Normalizer } from '../data/normalizer';
import type { Model } from '../predict';

/** A model with all that is needed to use it and to know where it came from. */
export interface StoredModel<M extends Model = Model> {
  readonly model: M;
  /** Brings rows as measured to the model's scale. */
  readonly normalizer: Normalizer;
  /** What is predicted: 'valence', 'arousal', 'excited'. */
  readonly target: string;
  /** Unit of each feature, in order. */
  readonly units: readonly string[];
  /** Data, feature set, protocol, seed, versions; its `features` are compared on loading. */
  readonly provenance: Provenance;
  /** How well it does, and under which protocol; NaN becomes null on disk. */
  readonly scores: { readonly [name: string]: Json };
}
