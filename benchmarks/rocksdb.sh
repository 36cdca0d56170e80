#!/usr/bin/env bash
# Measures keyed state in RocksDB in comparison with bare RocksDB.
#
#   benchmarks/rocksdb.sh lists [ELEMENTS ...]                               adds 1 KB elements to one list, then reads it
#   benchmarks/rocksdb.sh snapshots [KEYS [SECONDS [INTERVAL [ROUNDS]]]]      with an incremental snapshot every INTERVAL s, and without
#   benchmarks/rocksdb.sh [KEYS [RECORDS [EXPONENT [ROUNDS [NAME ...]]]]]     EXPONENT of Zipf's law, 0: uniform
#
# Uses the jars of the built tree (mvn package -DskipTests). JAVA_OPTS replaces the JVM's options.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
path=
for module in streaming-api shaded runtime-core state-rocksdb benchmarks; do
  jars=("$here/$module/target/weft-$module"-*[0-9T].jar)
  if [[ ! -e ${jars[0]} ]]; then
    echo "rocksdb.sh: $module is not built; run: mvn package -DskipTests" >&2
    exit 1
  fi
  path+=${jars[0]}:
done
for jar in "$here"/runtime-core/target/weft-runtime-core-*-tests.jar "$here"/dist/target/weft/lib/slf4j-api-*.jar; do
  path+=$jar:
done
if [[ ${1:-} == lists ]]; then
  [[ $# -gt 1 ]] || set -- lists 30000 100000
  program=(dev.weft.benchmarks.rocksdb.ListAppends "${@:2}")
elif [[ ${1:-} == snapshots ]]; then
  program=(dev.weft.benchmarks.rocksdb.IncrementalSnapshots "${2:-10000000}" "${3:-60}" "${4:-10}" "${5:-3}")
else
  program=(dev.weft.benchmarks.rocksdb.KeyedState "${1:-1000000}" "${2:-1000000}" "${3:-0.9}" "${4:-2}" "${@:5}")
fi
# shellcheck disable=SC2086 # several options
exec java ${JAVA_OPTS:--Xmx1g -XX:+UseParallelGC} -Dslf4j.internal.verbosity=ERROR -cp "$path" "${program[@]}"
