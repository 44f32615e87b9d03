#!/usr/bin/env bash
# Shows that the differential test finds each deliberate fault of the native code: mutants.sh BUILD_FOLDER [SECONDS]
# Builds differential_mutable there, runs it once without a fault and once with each fault that the sources name.
# Fails if a run without a fault differs, or if a fault is not found within SECONDS (60).
set -euo pipefail

build=${1:?usage: mutants.sh BUILD_FOLDER [SECONDS]}
seconds=${2:-60}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

cmake --build "$build" --target differential_mutable --parallel 2
program=$build/bin/tests/differential_mutable
mutants=$(grep -rhoE 'SEG_MUTATE\([a-z_0-9]+' "$root/runtime/jit" "$root/runtime/kernels" --include='*.cpp' | sed 's/.*(//' | sort -u)

failed=0
# The exit code of a difference is 1; a signal is no fewer a find.
if ! env -u SEG_MUTANT "$program" --programs 320 --seed 7 > "$build/mutants.log" 2>&1; then
  echo "without a fault the engines differ: see $build/mutants.log"
  exit 1
fi
printf '%-38s %s\n' "no fault" "no difference in 320 programs"
for mutant in $mutants; do
  start=$(date +%s.%N)
  status=0
  SEG_MUTANT=$mutant "$program" --seconds "$seconds" --seed 7 --shrink-seconds 0 > "$build/mutants.log" 2>&1 || status=$?
  took=$(awk -v from="$start" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }')
  if [ "$status" -eq 0 ]; then
    printf '%-38s %s\n' "$mutant" "NOT found in $took s"
    failed=1
  else
    printf '%-38s %s\n' "$mutant" "found in $took s: $(grep -m1 -oE '(members|unknown|faults|cut|entry|no native|signal).*' "$build/mutants.log" | cut -c1-70)"
  fi
done
exit "$failed"
