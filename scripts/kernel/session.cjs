// The variables of the notebook: one for each top-level name, shared by all cells and their functions.

/** A variable. `v` is its own value; before it has one, `read` returns the earlier or the imported value. */
class Variable {
  constructor(name) {
    this.name = name;
    this.constant = false;
    this.read = undefined;
  }

  get v() {
    if (this.read === undefined)
      throw new ReferenceError(`Cannot access '${this.name}' before initialization`);
    return this.read();
  }

  set v(value) {
    if (this.constant) throw new TypeError('Assignment to constant variable.');
    Object.defineProperty(this, 'v', { value, writable: true, enumerable: true, configurable: true });
  }

  get initialized() {
    return Object.hasOwn(this, 'v') || this.constant;
  }

  /** A cell that declares the name begins: the earlier value, if there is one, is read until the cell assigns another. */
  declare() {
    const before = Object.getOwnPropertyDescriptor(this, 'v');
    if (before !== undefined) {
      delete this.v;
      this.read = () => before.value;
    }
    const { constant } = this;
    this.constant = false;
    return { before, constant };
  }

  /** That cell is over: without a new value the variable is what it was. */
  restore({ before, constant }) {
    if (Object.hasOwn(this, 'v')) return;
    this.constant = constant;
    if (before !== undefined) {
      this.v = before.value;
      this.read = undefined;
    }
  }

  /** Gives a variable that `var` declares the value undefined if it has none. */
  ensure() {
    if (!this.initialized) this.v = this.read === undefined ? undefined : this.read();
  }

  /** What an import declares: always the value that the module has now. */
  import(read) {
    delete this.v;
    this.read = read;
    this.constant = true;
  }
}

function createSession() {
  const variables = new Map();
  return {
    variable(name) {
      if (!variables.has(name)) variables.set(name, new Variable(name));
      return variables.get(name);
    },
    /** All values, by name. */
    values() {
      return new Map(
        [...variables].filter(([, { initialized }]) => initialized).map(([name, { v }]) => [name, v]),
      );
    },
    /** Declares names for a cell; to be called at its end, gives those that it initialized. */
    declaring(names) {
      const before = names.map((name) => [name, this.variable(name), this.variable(name).declare()]);
      return () => {
        const initialized = before.filter(([, variable]) => variable.initialized).map(([name]) => name);
        for (const [, variable, state] of before) variable.restore(state);
        return initialized;
      };
    },
  };
}

module.exports = { createSession };
