# Shell functions that the commands share; to be sourced, not executed. The caller has set WEFT_HOME to the directory above its bin/.
#
# Every fork costs a millisecond or more and users wait for it, so this file avoids them: read, [[ and ${...} instead of
# programs, REPLY instead of $(...).

weft_fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# In a source tree, WEFT_HOME becomes the built distribution and WEFT_SOURCE the tree.
weft_find_distribution() {
  WEFT_SOURCE=
  WEFT_ROOT=$WEFT_HOME
  if [[ -f $WEFT_HOME/dist/pom.xml ]]; then
    WEFT_SOURCE=$WEFT_HOME
    WEFT_HOME=$WEFT_SOURCE/dist/target/weft
    [[ -f $WEFT_HOME/release ]] || weft_build
  elif [[ ! -d $WEFT_HOME/lib ]]; then
    weft_fail "there is no lib directory in $WEFT_HOME: this is not a complete Weft distribution."
  fi
  export WEFT_HOME WEFT_SOURCE
  export FLINK_LIB_DIR=$WEFT_HOME/lib
  export FLINK_CONF_DIR=${WEFT_CONF_DIR:-${FLINK_CONF_DIR:-$WEFT_HOME/conf}}
  [[ -d $FLINK_CONF_DIR ]] || weft_fail "FLINK_CONF_DIR is $FLINK_CONF_DIR, which is not a directory."
}

weft_build() {
  hash mvn 2>/dev/null || weft_fail "the distribution is not built and there is no Maven (mvn) to build it."
  echo "Building the distribution in $WEFT_HOME (takes a minute or two) ..." >&2
  (cd "$WEFT_SOURCE" && mvn -q -B -ntp -Dstyle.color=never package -DskipTests -Dspotless.check.skip -pl dist -am) >&2 ||
    weft_fail "the build failed; run 'mvn package -DskipTests' in $WEFT_SOURCE to see why."
}

# Sets WEFT_JAVA to a java of version 17 or newer, and WEFT_JAVA_BUILD to an identification of its build ('' if unknown).
weft_find_java() {
  local home version= line
  WEFT_JAVA_BUILD=
  if [[ -n ${JAVA_HOME:-} ]]; then
    WEFT_JAVA=$JAVA_HOME/bin/java
    home=$JAVA_HOME
    [[ -x $WEFT_JAVA ]] || weft_fail "JAVA_HOME is $JAVA_HOME, which has no bin/java; set it to a JDK of version 17 or newer."
  else
    hash java 2>/dev/null || weft_fail "there is no java on the PATH and JAVA_HOME is not set; Weft needs Java 17 or newer."
    WEFT_JAVA=${BASH_CMDS[java]}
    line=$WEFT_JAVA
    [[ -L $line ]] && line=$(readlink -f "$line")
    home=${line%/bin/java}
  fi
  if [[ -r $home/release ]]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=*) version=${line#*=} ;;
        JAVA_RUNTIME_VERSION=*) WEFT_JAVA_BUILD=${line#*=} ;;
      esac
    done <"$home/release"
  else
    version=$("$WEFT_JAVA" -version 2>&1) || weft_fail "$WEFT_JAVA does not run."
    version=${version#*\"}
  fi
  version=${version#\"}
  version=${version%%[!0-9]*}
  ((${version:-0} >= 17)) || weft_fail "$WEFT_JAVA is older than Java 17; set JAVA_HOME to a JDK of version 17 or newer."
}

# Appends the entries of a class path to the arrays of jars and directories, with wildcards replaced by sorted jars.
# Directories with Hadoop's settings come after all jars: a JVM uses no class-data archive past a directory.
weft_add_entries() {
  local IFS=: entry entries
  set -f
  entries=($1)
  set +f
  for entry in "${entries[@]}"; do
    case $entry in
      '') ;;
      *'/*') WEFT_JARS+=("${entry%\*}"*.jar) ;;
      *.jar) [[ -e $entry ]] && WEFT_JARS+=("$entry") ;;
      *)
        if [[ -e $entry/core-site.xml || -e $entry/yarn-site.xml || -e $entry/hdfs-site.xml ]]; then
          WEFT_DIRECTORIES+=("$entry")
        elif [[ -d $entry ]]; then
          WEFT_JARS+=("$entry")
          WEFT_ARCHIVABLE=
        fi ;;
    esac
  done
}

# Finds the cluster's settings and Hadoop's jars, if there are any. Whether the command needs them, and errors in them, are left to
# the client.
weft_find_hadoop() {
  if [[ -z ${HADOOP_CONF_DIR:-}${YARN_CONF_DIR:-} ]]; then
    if [[ -n ${HADOOP_HOME:-} && -d $HADOOP_HOME/etc/hadoop ]]; then export HADOOP_CONF_DIR=$HADOOP_HOME/etc/hadoop
    elif [[ -d /etc/hadoop/conf ]]; then export HADOOP_CONF_DIR=/etc/hadoop/conf
    fi
  fi
  if [[ -z ${HADOOP_CLASSPATH:-} ]]; then
    if hash hadoop 2>/dev/null; then HADOOP_CLASSPATH=$(hadoop classpath 2>/dev/null) || true
    elif [[ -x ${HADOOP_HOME:-}/bin/hadoop ]]; then HADOOP_CLASSPATH=$("$HADOOP_HOME/bin/hadoop" classpath 2>/dev/null) || true
    fi
  fi
}

# Sets WEFT_CLASS_PATH: our jars, then Hadoop's, then the directories with Hadoop's settings.
weft_class_path() {
  local LC_ALL=C IFS=:
  shopt -s nullglob
  WEFT_ARCHIVABLE=yes
  WEFT_JARS=("$WEFT_HOME"/lib/*.jar)
  WEFT_DIRECTORIES=()
  local settings=${HADOOP_CONF_DIR:-${YARN_CONF_DIR:-}}
  [[ -z $settings ]] || WEFT_DIRECTORIES+=("$settings")
  weft_add_entries "${HADOOP_CLASSPATH:-}"
  shopt -u nullglob
  WEFT_JAR_PATH="${WEFT_JARS[*]}"
  WEFT_CLASS_PATH=$WEFT_JAR_PATH${WEFT_DIRECTORIES:+:${WEFT_DIRECTORIES[*]}}
}

# Sets WEFT_CDS to the JVM flags for a class-data sharing archive: those that use the archive if it exists; otherwise, with "learn",
# those that record the loaded classes, from which a background process creates the archive when this one has ended. Without a
# directory for it, and with WEFT_CDS=off, there are no flags.
weft_class_data() {
  local learn=$1 cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/weft/cds sum archive
  if [[ ${WEFT_CDS:-} == off ]]; then
    WEFT_CDS=()
    return
  fi
  WEFT_CDS=()
  [[ -n $WEFT_ARCHIVABLE && -n $WEFT_JAVA_BUILD ]] || return 0
  sum=$(stat -L -c '%n %s %.9Y' "$WEFT_HOME/release" "${WEFT_JARS[@]}" 2>/dev/null | cksum) || return 0
  # The build's name identifies the jars' contents, since reproducible archives have the same file times.
  local build=
  while IFS= read -r REPLY || [[ -n $REPLY ]]; do
    [[ $REPLY != WEFT_BUILD=* ]] || build=${REPLY//[!0-9a-f]/}
  done <"$WEFT_HOME/release"
  archive=$cache/${WEFT_JAVA_BUILD//[!0-9A-Za-z.+-]/}-${build:0:12}-${sum// /-}.jsa
  if [[ -r $archive ]]; then
    WEFT_CDS=(-XX:SharedArchiveFile="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off)
  elif [[ $learn == learn ]] && { [[ -d $cache ]] || mkdir -p "$cache" 2>/dev/null; } && [[ -w $cache ]]; then
    # One at a time: another background process may still be creating it.
    if [[ -r $archive.lock ]] && read -r REPLY <"$archive.lock" && kill -0 "$REPLY" 2>/dev/null; then
      return
    fi
    WEFT_CDS=(-XX:DumpLoadedClassList="$archive.$$.classes" -Xlog:cds=off)
    weft_archive_later "$archive" "$archive.$$" &
    echo $! 2>/dev/null >"$archive.lock" || true
    disown
  fi
}

# Waits until this shell's process, which becomes the client, has ended, and creates the archive from the classes that it has loaded.
# A run that failed early has loaded too few classes to be worth it.
weft_archive_later() {
  trap '' HUP INT TERM
  exec </dev/null >/dev/null 2>&1
  local archive=$1 work=$2
  while kill -0 $$ && { [[ ! -e /proc/$$/cmdline ]] || IFS= read -r -d '' REPLY </proc/$$/cmdline; }; do
    sleep 0.5
  done
  if [[ ! -e $archive ]] && grep -q '^org/apache/hadoop/yarn/api/records/ApplicationReport' "$work.classes"; then
    nice -n 10 "$WEFT_JAVA" -Xshare:dump -XX:+UseSerialGC -XX:SharedClassListFile="$work.classes" \
      -XX:SharedArchiveFile="$work.jsa" -cp "$WEFT_JAR_PATH" && mv -f "$work.jsa" "$archive"
    # Older builds leave theirs behind.
    ls -t "${archive%/*}"/*.jsa | tail -n +5 | while IFS= read -r REPLY; do rm -f "$REPLY"; done
  fi
  rm -f "$work.classes" "$work.jsa" "$archive.lock"
}

# Sets WEFT_LOG to the log file of a client: below FLINK_LOG_DIR, else in log/, else in the user's cache.
weft_log() {
  local dir=${FLINK_LOG_DIR:-$WEFT_ROOT/log} name=flink-${USER:-$UID}-$1-${HOSTNAME:-localhost}.log
  if ! { [[ -d $dir ]] || mkdir -p "$dir" 2>/dev/null; } || [[ ! -w $dir ]]; then
    dir=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/weft/log
    if ! { [[ -d $dir ]] || mkdir -p "$dir" 2>/dev/null; } || [[ ! -w $dir ]]; then
      WEFT_LOG=/dev/null
      return
    fi
  fi
  WEFT_LOG=$dir/$name
}
