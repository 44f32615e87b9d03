# step NAME COMMAND...: runs the command with its output in build/NAME.log and prints one line, or the end of the log if it fails.
# Sourced by ./start, ./test and .ci/run, from the top of the project.
mkdir -p build

step() {
  local name=$1 log=build/$1.log began=$SECONDS status=0
  shift
  printf '%-20s' "$name"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    printf 'failed after %d s; the end of %s:\n' $((SECONDS - began)) "$log"
    tail -n 30 "$log"
    return "$status"
  fi
  printf 'done in %d s\n' $((SECONDS - began))
}

# compile PRESET TARGET...: configures the preset and builds the targets.
compile() {
  local preset=$1
  shift
  step "configure-$preset" cmake --preset "$preset"
  step "build-$preset" cmake --build --preset "$preset" --parallel "$(nproc)" --target "$@"
}
