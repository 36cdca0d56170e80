#!/usr/bin/env bash
# Measures how long a submission takes, from Enter to exit, and its parts: runs the word count of ten lines on the cluster that
# HADOOP_CONF_DIR names, several times after a warm-up.
#
#   benchmarks/submission.sh [-n RUNS] [-w WARM-UPS] [more options of bin/flink run]
#
# On the cluster of bin/local-hadoop:  eval "$(bin/local-hadoop env)"; benchmarks/submission.sh
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ -z ${HADOOP_CONF_DIR:-} || -z ${HADOOP_CLASSPATH:-} ]]; then
  echo "submission.sh: set HADOOP_CONF_DIR and HADOOP_CLASSPATH, for example by: eval \"\$(bin/local-hadoop env)\"" >&2
  exit 1
fi
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$HADOOP_CONF_DIR:$HADOOP_CLASSPATH" \
  "$here/benchmarks/src/main/java/dev/weft/benchmarks/submission/Submission.java" "$here" "$@"
