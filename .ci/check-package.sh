#!/usr/bin/env bash
# The package of `npm run pack` under every Node, Bun, Deno and Vite, its types and its description looked at by others.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${TMPDIR:-/tmp}/saa-package-tools-$(id -u)
mkdir -p "$tools"
[ -f "$tools/package.json" ] || echo '{ "private": true }' >"$tools/package.json"
npm install --prefix "$tools" --silent --no-audit --no-fund --save-exact \
  vite@8.4.0 bun@1.4.5 deno@2.9.6 @arethetypeswrong/cli@0.18.5 publint@0.3.25
SAA_PACKAGE_TOOLS="$tools" node --import tsx --test test/published/package.test.ts
