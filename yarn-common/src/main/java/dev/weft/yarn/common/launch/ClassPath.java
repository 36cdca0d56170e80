package dev.weft.yarn.common.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * The class path of a container. Order: Weft's jars by name, then the cluster's Hadoop jars, then directories. The user's jars
 * are never on it: they have a class loader of their own. Directories come last because a JVM archives no class data of a class
 * path that has a directory before the last jar in use; Weft itself reads Hadoop's settings from those directories, not through
 * the class path.
 */
final class ClassPath {

    private ClassPath() {}

    /**
     * @param libraries names of Weft's jars
     * @param hadoop entries of {@code yarn.application.classpath}, which may name variables
     */
    static String of(List<String> libraries, List<String> hadoop) {
        List<String> entries = new ArrayList<>();
        libraries.forEach(jar -> entries.add("./" + ContainerFiles.DISTRIBUTION + "/lib/" + jar));
        hadoop.stream().filter(entry -> !isDirectory(entry)).forEach(entries::add);
        entries.addAll(directories(hadoop));
        return String.join(":", entries);
    }

    /** Those entries that are directories: they hold Hadoop's settings. */
    static List<String> directories(List<String> hadoop) {
        return hadoop.stream().filter(ClassPath::isDirectory).toList();
    }

    private static boolean isDirectory(String entry) {
        return !entry.endsWith("*") && !entry.endsWith(".jar");
    }
}
