const path = require("node:path");

/**
 * What the arguments of `npm test --` ask for: paths select, and from the first option on all goes to mocha.
 * @param {readonly string[]} args
 * @param {string} project
 */
function selection(args, project) {
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const end = firstOption === -1 ? args.length : firstOption;
  const wanted = args.slice(0, end).map((arg) => path.resolve(project, arg));
  return {
    /** @param {string} file */
    isSelected: (file) => wanted.length === 0 || wanted.some((place) => isWithin(file, place)),
    options: args.slice(end),
  };
}

/**
 * @param {string} file
 * @param {string} place
 */
const isWithin = (file, place) => file === place || file.startsWith(place + path.sep);

module.exports = { selection };
