// CREATE, DROP and REINDEX INDEX CONCURRENTLY fail in PGlite ("tuple concurrently updated", its issue 901) and leave an
// invalid index. With one backend there is nobody to be concurrent with, so they run without the word: same result.

const statement = new RegExp(
  [
    String.raw`\b(?:CREATE\s+(?:UNIQUE\s+)?INDEX|DROP\s+INDEX`,
    String.raw`|REINDEX\s+(?:\([^)]*\)\s*)?(?:INDEX|TABLE|SCHEMA|DATABASE))\s+CONCURRENTLY\b`,
  ].join(''), 'gi');
const word = 'CONCURRENTLY'.length;

/** The bytes with the word replaced by as many blanks. Not for use in a transaction, where it has to be refused. */
export function withoutConcurrently(bytes) {
  for (const { 0: found, index } of bytes.toString('latin1').matchAll(statement)) {
    const end = index + found.length;
    bytes.fill(' ', end - word, end);
  }
  return bytes;
}
