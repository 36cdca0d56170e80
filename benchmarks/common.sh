# What run and checkpoints share; sourced by them. Needs: here (the root of the tree), memory (of YARN in MB), fail (a function).

# What was built: path (class path of the programs that measure) and jobs (the jar of the programs that are measured).
find_built() {
  local module jars jar
  path=
  for module in benchmarks streaming-api shaded runtime-core state-rocksdb; do
    jars=("$here/$module/target/weft-$module"-*[0-9T].jar)
    [[ -e ${jars[0]} ]] || fail "$module is not built; run: mvn package -DskipTests"
    path+=${jars[0]}:
    [[ $module != benchmarks ]] || jobs=${jars[0]}
  done
  for jar in "$here"/dist/target/weft/lib/slf4j-api-*.jar; do
    path+=$jar:
  done
}

peer=$here/benchmarks/target/peer

# The peer: its artifacts, its configuration, and the same programs compiled against it.
prepare_peer() {
  local source
  if [[ ! -e $peer/complete || $here/benchmarks/peer/pom.xml -nt $peer/complete ]]; then
    echo "Fetching Flink ..." >&2
    rm -rf "$peer"
    mkdir -p "$peer/plugins"
    mvn -q -B -ntp -Dstyle.color=never -f "$here/benchmarks/peer/pom.xml" dependency:copy-dependencies \
      -DincludeScope=runtime -DoutputDirectory="$peer/lib" >&2
    touch "$peer/complete"
  fi
  rm -rf "$peer/conf"
  cp -r "$here/benchmarks/peer/conf" "$peer/conf"
  if [[ ! -e $peer/jobs.jar || $jobs -nt $peer/jobs.jar ]]; then
    rm -rf "$peer/src" "$peer/classes"
    mkdir -p "$peer/src" "$peer/classes"
    for source in "$here"/benchmarks/src/main/java/dev/weft/benchmarks/jobs/*.java; do
      sed -E 's/\bdev\.weft\.(api|connector|runtime|streaming|util)\./org.apache.flink.\1./g' "$source" >"$peer/src/${source##*/}"
    done
    javac -nowarn -Xlint:none --release 17 -d "$peer/classes" -cp "$peer/lib/*" "$peer"/src/*.java 2>&1 |
      grep -v '^Note: ' >&2 || true
    jar --create --file "$peer/jobs.jar" -C "$peer/classes" .
  fi
}

# Copies the peer's libraries to where its configuration says that they are, so that they need not be sent with every run.
upload_peer() {
  local libraries=/benchmarks/flink-1.20.1
  hdfs() { "$here/bin/local-hadoop" fs "$@" 2>"$peer/hdfs.log" || { cat "$peer/hdfs.log" >&2; return 1; }; }
  # Flink asks for one jar called flink-dist; here it is the one with the classes that run on YARN, and the last one to be there.
  if ! "$here/bin/local-hadoop" fs -test -e "$libraries/flink-dist-1.20.1.jar" 2>/dev/null; then
    echo "Copying Flink's libraries into HDFS ..." >&2
    hdfs -rm -r -f -skipTrash "$libraries" >/dev/null
    hdfs -mkdir -p "$libraries"
    hdfs -put "$peer"/lib/*.jar "$libraries"
    hdfs -mv "$libraries/flink-yarn-1.20.1.jar" "$libraries/flink-dist-1.20.1.jar"
  fi
}

# A YARN of its own, until the script ends.
start_yarn() {
  local exports
  export WEFT_LOCAL_HADOOP_DIR=$here/benchmarks/target/hadoop
  trap '"$here/bin/local-hadoop" stop >/dev/null' EXIT
  "$here/bin/local-hadoop" start --memory "$memory" >&2
  exports=$("$here/bin/local-hadoop" env)
  eval "$exports"
}

# For the row KAFKA: the programs with the connector, as a user would bring them.
add_kafka() {
  local all=$here/benchmarks/target/kafka-jobs connector client jar
  connector=("$here"/connectors/kafka/target/weft-connector-kafka-*[0-9T].jar)
  client=("$here"/local-kafka/target/kafka/lib/kafka-clients-*.jar)
  [[ -e ${connector[0]} && -e ${client[0]} ]] || fail "the modules connectors/kafka and local-kafka are not built; run: mvn package -DskipTests"
  rm -rf "$all"
  mkdir -p "$all"
  for jar in "$jobs" "${connector[0]}" "${client[0]}"; do
    (cd "$all" && jar --extract --file "$jar")
  done
  rm -rf "$all"/module-info.class "$all"/META-INF/versions/*/module-info.class
  jar --create --file "$all.jar" -C "$all" .
  path+=${client[0]}:
  jobs=$all.jar
}

# A Kafka broker of its own, with its data until the script ends.
start_kafka() {
  local exports
  export WEFT_LOCAL_KAFKA_DIR=$here/benchmarks/target/kafka
  trap '"$here/bin/local-kafka" stop >/dev/null; "$here/bin/local-hadoop" stop >/dev/null; rm -rf "$WEFT_LOCAL_KAFKA_DIR"' EXIT
  rm -rf "$WEFT_LOCAL_KAFKA_DIR"
  "$here/bin/local-kafka" start >&2
  exports=$("$here/bin/local-kafka" env)
  eval "$exports"
}
