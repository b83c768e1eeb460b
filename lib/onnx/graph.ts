import type { Constant, GraphNode, TensorType } from './file-format';

/** Name of a value within a graph. */
export type Value = string;

/** Builds the operations of a graph one after the other; constants are double, rows × columns. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly constants: Constant[] = [];

  /** Adds an operation with one output, whose name it returns unless it is given. */
  add(
    operation: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
    name: Value = `${operation.toLowerCase()}_${this.nodes.length}`,
  ): Value {
    this.nodes.push({ operation, inputs, outputs: [name], attributes });
    return name;
  }

  /** Doubles of some size; a number without size. */
  doubles(values: number | Float64Array, dims: readonly number[] = []): Value {
    const numbers = typeof values === 'number' ? [values] : values;
    const bytes = new Uint8Array(8 * numbers.length);
    const view = new DataView(bytes.buffer);
    numbers.forEach((value, i) => view.setFloat64(8 * i, value, true));
    return this.constant('double', dims, bytes);
  }

  /** Whole numbers of some size; a number without size. */
  whole(values: number | readonly number[], dims: readonly number[] = []): Value {
    const numbers = typeof values === 'number' ? [values] : values;
    const bytes = new Uint8Array(8 * numbers.length);
    const view = new DataView(bytes.buffer);
    numbers.forEach((value, i) => view.setBigInt64(8 * i, BigInt(value), true));
    return this.constant('int64', dims, bytes);
  }

  /** Truth values of some size. */
  flags(values: readonly boolean[], dims: readonly number[]): Value {
    return this.constant('bool', dims, Uint8Array.from(values, Number));
  }

  private constant(type: TensorType, dims: readonly number[], bytes: Uint8Array): Value {
    const name = `constant_${this.constants.length}`;
    this.constants.push({ name, type, dims, bytes });
    return name;
  }
}
