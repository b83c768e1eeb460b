#!/usr/bin/env bash
# On every version of Node that people have: the native TensorFlow loads, and numbers are the same to the bit.
set -euo pipefail
cd "$(dirname "$0")/.."
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
node --import tsx .ci/numbers.ts >"$results/here"
for version in 22 24 26; do
  echo "Node $(.ci/with-node.sh "$version" node --version)"
  .ci/with-node.sh "$version" node .ci/check-native-tensorflow.mjs
  .ci/with-node.sh "$version" node --import tsx .ci/numbers.ts >"$results/$version"
  diff "$results/here" "$results/$version" || {
    echo "Node $version gives other numbers than $(node --version)" >&2
    exit 1
  }
done
echo "$(wc -l <"$results/here") hashes are the same on Node 22, 24, 26 and $(node --version)"
