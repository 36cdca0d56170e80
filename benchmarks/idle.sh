#!/usr/bin/env bash
# Measures the memory of an idle application: resident memory of the application master, and of each executor beyond the heap in use.
#
#   benchmarks/idle.sh [-s SECONDS] [more options of bin/flink run]     SECONDS: how long it idles before it is measured, 20 if not given
#
# The cluster that HADOOP_CONF_DIR names has to run its containers on this machine, as this user: eval "$(bin/local-hadoop env)"; benchmarks/idle.sh
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
seconds=20
if [[ ${1:-} == -s ]]; then
  seconds=$2
  shift 2
fi
fail() {
  echo "idle.sh: $*" >&2
  exit 1
}
[[ -n ${HADOOP_CONF_DIR:-} ]] || fail "set HADOOP_CONF_DIR, for example by: eval \"\$(bin/local-hadoop env)\""
jars=("$here"/benchmarks/target/weft-benchmarks-*[0-9T].jar)
[[ -e ${jars[0]} ]] || fail "the benchmarks are not built; run: mvn package -DskipTests"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$here/bin/flink" run -m yarn-cluster -d "$@" -c dev.weft.benchmarks.idle.IdleJob "${jars[0]}" 2>&1 | tee "$log" || fail "the submission failed"
application=$(grep -o 'application_[0-9]*_[0-9]*' "$log" | head -1)
job=$(grep -oE '\b[0-9a-f]{32}\b' "$log" | head -1)
[[ -n $application && -n $job ]] || fail "the client told no application and no job"
trap 'rm -f "$log"; "$here/bin/flink" cancel -yid "$application" "$job" || true' EXIT
sleep "$seconds"

resident_kb() {
  awk '/^VmRSS/ {print $2}' "/proc/$1/status"
}

# The used bytes of all generations, not of metaspace.
heap_kb() {
  jcmd "$1" GC.heap_info | awk '/space|region|Metaspace/ && !/garbage-first/ {next} match($0, /used [0-9]+K/) {sum += substr($0, RSTART + 5, RLENGTH - 6)} END {print sum + 0}'
}

# A bar, and whether it holds.
verdict() {
  echo "$1: $(($2 / 1024)) MB, bar $3 MB: $(($2 / 1024 <= $3 ? 1 : 0))" | sed 's/: 1$/: holds/; s/: 0$/: MISSED/'
}

masters=0
executors=0
for process in /proc/[0-9]*; do
  pid=${process#/proc/}
  [[ $(readlink "$process/cwd" 2>/dev/null) == *"/$application/"* && $(readlink "$process/exe" 2>/dev/null) == */java ]] || continue
  words=$(tr '\0' ' ' <"$process/cmdline")
  resident=$(resident_kb "$pid")
  heap=$(heap_kb "$pid")
  echo "pid $pid: resident $((resident / 1024)) MB, heap in use $((heap / 1024)) MB"
  case $words in
    *ClusterEntrypoint*)
      verdict "application master, resident" "$resident" 300
      masters=$((masters + 1))
      ;;
    *)
      verdict "executor, resident beyond the heap in use" $((resident - heap)) 250
      executors=$((executors + 1))
      ;;
  esac
done
((masters > 0 && executors > 0)) ||
  fail "found $masters masters and $executors executors of $application: the others run elsewhere, as another user, or not yet (the queue may be full; see -s)"
