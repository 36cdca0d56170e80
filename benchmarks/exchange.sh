#!/usr/bin/env bash
# Measures the data exchange between tasks: inside an executor, and between two executors in comparison with bare netty.
#
#   benchmarks/exchange.sh [local|remote] [RUNS [SIZE ...]]     SIZE: small, medium, large, mix
#
# Uses the jars of the built tree (mvn package -DskipTests). JAVA_OPTS replaces the JVM's options.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
path=
for module in streaming-api shaded runtime-core benchmarks; do
  jars=("$here/$module/target/weft-$module"-*[0-9T].jar)
  if [[ ! -e ${jars[0]} ]]; then
    echo "exchange.sh: $module is not built; run: mvn package -DskipTests" >&2
    exit 1
  fi
  path+=${jars[0]}:
done
for jar in "$here"/dist/target/weft/lib/slf4j-api-*.jar; do
  path+=$jar:
done
run() {
  # shellcheck disable=SC2086 # several options
  java ${JAVA_OPTS:--Xmx1g -XX:+UseParallelGC} -Dslf4j.internal.verbosity=ERROR -cp "$path" "dev.weft.benchmarks.exchange.$@"
}
what=both
case ${1:-} in
  local|remote) what=$1; shift ;;
esac
[[ $what == remote ]] || run LocalExchange "${@:1:1}"
[[ $what == local ]] || run RemoteExchange "$@"
