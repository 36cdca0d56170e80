# Shell functions of the commands that need a checkout, bin/quickstart and bin/playground; to be sourced in its top directory.

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# Builds modules and what they need, if there is no build of this command's or a source is newer than it.
# Arguments: what the modules leave when they are complete, --, the modules.
build() {
  local stamp=dist/target/${0##*/}.stamp file complete=yes newer=
  while [[ $1 != -- ]]; do
    [[ -f $1 ]] || complete=
    shift
  done
  shift
  if [[ -n $complete && -f $stamp ]]; then
    newer=$(find pom.xml bin conf ./*/pom.xml ./*/src/main ./*/*/pom.xml ./*/*/src/main -newer "$stamp" -type f -print -quit)
    [[ -n $newer ]] || return 0
    say "Building Weft again: $newer is newer"
  else
    say "Building Weft (the first time, Maven also fetches Hadoop and the libraries)"
  fi
  command -v mvn >/dev/null || fail "there is no Maven (mvn) on the PATH; install Maven 3.8.7 or newer"
  mkdir -p "${stamp%/*}"
  touch "$stamp.new"
  local IFS=,
  mvn -q -B -ntp -Dstyle.color=never package -DskipTests -Dspotless.check.skip -pl "$*" -am
  mv "$stamp.new" "$stamp"
}
