/**
 * Whether a version is the needed one or newer. Written for any Node, and without `semver`: it runs before there are packages.
 * @param {string} found `v20.19.0`, `go1.26.8`, `go1.27rc1`
 * @param {string} needed `20.19.0`
 */
function isAtLeast(found, needed) {
  return rank(found) >= rank(needed);
}

/** @param {string} version */
function rank(version) {
  const match = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) || [];
  return Number(match[1] || 0) * 1e8 + Number(match[2] || 0) * 1e4 + Number(match[3] || 0);
}

module.exports = { isAtLeast };
