/** A failure that its sentence explains in full: it is shown without a stack. */
class SetupError extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = "SetupError";
  }
}

module.exports = { SetupError };
