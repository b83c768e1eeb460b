// Extends tslab's Jupyter server: errors as Jupyter errors, buffered output, help, and cells whose inputs changed.
const { ZmqServer } = require('tslab/dist/jupyter');
const help = require('./help.cjs');
const { createOutput } = require('./output.cjs');
const { Cancelled } = require('./queue.cjs');
const { createStaleNote } = require('./stale-note.cjs');

class Server extends ZmqServer {
  constructor(handler, configPath, { notebook, queue, traceback, beforeCell }) {
    super(handler, configPath);
    Object.assign(this, {
      notebook,
      queue,
      traceback,
      beforeCell,
      count: 0,
      staleNote: createStaleNote(notebook),
    });
  }

  // A socket of zeromq.js sends 512 messages at once and the next one later; what is sent until then fails. The socket of
  // outputs reads nothing, which would start the count anew, so every 512th message was followed by lost ones. Without a
  // timeout everything is sent at once; without a limit nothing is dropped while the other side is slow.
  bindSocket(socket, port) {
    Object.assign(socket, { sendTimeout: 0, sendHighWaterMark: 0 });
    return super.bindSocket(socket, port);
  }

  answer(message, type, content, socket) {
    const reply = message.createReply();
    reply.header.msg_type = type;
    reply.content = content;
    reply.signAndSend(this.connInfo.key, socket);
  }

  async handleExecute(socket, message) {
    const reply = (content) => this.answer(message, 'execute_reply', content, socket);
    try {
      await this.queue.next(() => this.runCell(message, reply));
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      reply({ status: 'aborted' });
    }
  }

  async runCell(message, reply) {
    const { code, stop_on_error: stops } = message.content;
    const number = ++this.count;
    this.beforeCell(number);
    const output = createOutput((name, text) => this.answer(message, 'stream', { name, text }, this.iopub));
    const display = (data, update) => {
      output.flush();
      this.answer(message, update ? 'update_display_data' : 'display_data', data, this.iopub);
    };
    const identity = message.metadata.cellId;
    let failure;
    const { handler } = this;
    // tslab points what is printed and displayed at this cell, and has its executor run it.
    const executor = {
      ...handler.executor,
      async execute(source) {
        try {
          await handler.executor.execute(source, { number, identity: identity ?? source });
          return true;
        } catch (error) {
          failure = { error };
          return false;
        }
      },
    };
    const run = Object.assign(Object.create(handler), { executor });
    await run.handleExecuteImpl(message.content, output.print, display).catch((thrown) => {
      failure ??= { error: thrown };
    });
    output.end();
    if (identity !== undefined) this.staleNote(display, this.queue.isWaiting);
    if (failure === undefined) return reply({ status: 'ok', execution_count: number });
    const error = this.traceback.describe(failure.error, code);
    this.answer(message, 'error', error, this.iopub);
    if (stops !== false) await this.queue.cancelWaiting();
    return reply({ status: 'error', execution_count: number, ...error });
  }

  handleInspect(socket, message) {
    this.answer(message, 'inspect_reply', help.inspect(this.notebook, message.content), socket);
  }

  handleComplete(socket, message) {
    this.answer(message, 'complete_reply', help.complete(this.notebook, message.content), socket);
  }
}

module.exports = { Server };
