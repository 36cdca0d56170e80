package dev.weft.yarn.common.launch;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell command that starts a container's JVM, with a class-data sharing (CDS) archive.
 *
 * <p>An archive holds a JVM's classes parsed and verified; it halves the time to start. It is bound to one build of the JVM and to the
 * names, sizes and times of the jars, so it cannot be shipped: the first container of its kind on a node makes it when it exits, in a
 * directory that only its user can enter, and later ones map it. A new one takes the place of the one that was not used for longest;
 * a process that still maps that keeps its file. The JVM itself checks whether an archive fits and goes on
 * without one that does not. Whatever fails here, the process starts.
 */
final class JavaCommand {

    /** JVM flags that hide messages about an archive that does not fit or cannot be created. */
    private static final String SILENT = "-Xlog:cds=off -Xlog:cds+dynamic=off -Xlog:class+path=off";

    /** Archives of a role on one node, of as many distributions, Hadoops and JVMs. */
    private static final int ARCHIVES_KEPT = 4;

    private JavaCommand() {}

    /**
     * The script for the shell in the container.
     *
     * @param arguments everything after {@code java}
     * @param output path of the standard output and error files, without their ending
     */
    static String plain(List<ShellWord> arguments, String output) {
        return setArguments(arguments) + "j=${JAVA_HOME:+$JAVA_HOME/bin/}java; " + run("", output) + leave(output);
    }

    /**
     * The same with a class-data archive.
     *
     * @param role names the archive: processes of one role load the same classes
     * @param distribution names Weft's jars
     * @param hadoop class path entries whose change makes another archive
     */
    static String archived(
            List<ShellWord> arguments, String output, String role, String distribution, List<String> hadoop) {
        // What tells one JVM and one Hadoop from another: size and time of the JVM itself, time of the directories of
        // jars.
        String marks = hadoop.stream()
                .filter(entry -> entry.endsWith("/*"))
                .map(entry -> " \"" + entry.substring(0, entry.length() - 2) + "\"")
                .collect(Collectors.joining());
        return setArguments(arguments)
                + "j=${JAVA_HOME:+$JAVA_HOME/bin/}java; d=/tmp/weft-cds-$EUID; o=; "
                + "[ -d $d ] || mkdir -m 700 $d 2>/dev/null; "
                + "if [ -O $d ] && [ ! -L $d ]; then "
                + "v=$(readlink -f \"$(type -P \"$j\")\"); "
                + "v=$(stat -Lc %Y.%s \"${v%/bin/java}/lib/server/libjvm.so\"" + marks + " 2>/dev/null); "
                + "a=$d/" + role + "-" + distribution + "-${v//[!0-9]/-}.jsa; "
                + "if [ -r $a ]; then touch -c $a 2>/dev/null; o=\"-XX:SharedArchiveFile=$a " + SILENT + "\"; "
                + "else find $d -type f \\( -name \"*.jsa.*\" -mmin +10 -o -mtime +30 \\) -delete 2>/dev/null; "
                + "ls -t $d/" + role + "-*.jsa 2>/dev/null | tail -n +" + ARCHIVES_KEPT + " | xargs -r rm -f; "
                + "if (set -C; : >$a.lock) 2>/dev/null; then "
                + run("-XX:ArchiveClassesAtExit=$a.$$ " + SILENT, output)
                + "mv -f $a.$$ $a 2>/dev/null; rm -f $a.lock; " + leave(output) + "; fi; fi; fi; "
                + run("$o", output) + leave(output);
    }

    /** The shell waits for its JVM, also when both are told to end. */
    private static String run(String options, String output) {
        return "trap : TERM; \"$j\" " + options + " \"$@\" 1>" + output + ".out 2>" + output + ".err; s=$?; ";
    }

    /** What a JVM says that does not start, for example about its options, goes where the NodeManager reads the reason. */
    private static String leave(String output) {
        String reason = output.substring(0, output.lastIndexOf('/') + 1) + "prelaunch.err";
        return "[ $s != 1 ] || grep -v -m 3 \" warning: \" " + output + ".err >>" + reason + "; exit $s";
    }

    private static String setArguments(List<ShellWord> arguments) {
        return "set -- " + arguments.stream().map(ShellWord::script).collect(Collectors.joining(" ")) + "; ";
    }

    /** What names a distribution: the start of the hash that is its directory in the cache. */
    static String distributionName(StagedFile distribution) {
        String[] path = distribution.uri().getPath().split("/");
        String hash = path.length < 2 ? "" : path[path.length - 2].replaceAll("[^0-9A-Za-z]", "");
        return hash.substring(0, Math.min(16, hash.length()));
    }
}
