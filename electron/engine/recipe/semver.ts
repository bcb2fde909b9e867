const form = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/;

/** Below zero when `a` comes before `b`, by the precedence of Semantic Versioning 2.0.0 section 11. The schema has checked the form. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [form.exec(a), form.exec(b)];
  if (left === null || right === null) throw new RangeError(`"${left === null ? a : b}" is no semantic version`);
  for (const index of [1, 2, 3]) {
    const difference = compareNumbers(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return comparePreReleases(left[4], right[4]);
}

/** A release comes after all of its pre-releases. */
function comparePreReleases(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const difference = compareIdentifiers(one, other);
    if (difference !== 0) return difference;
  }
  return left.length === right.length ? 0 : -1;
}

/** Numbers by value and before words; words by ASCII. */
function compareIdentifiers(a: string, b: string): number {
  const isNumber = /^\d+$/;
  if (isNumber.test(a) && isNumber.test(b)) return compareNumbers(a, b);
  if (isNumber.test(a) !== isNumber.test(b)) return isNumber.test(a) ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Of any length, so not by Number. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  if (left.length !== right.length) return left.length - right.length;
  return left === right ? 0 : left < right ? -1 : 1;
}
