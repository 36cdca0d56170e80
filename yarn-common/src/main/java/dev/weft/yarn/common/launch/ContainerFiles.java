package dev.weft.yarn.common.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that YARN localizes into a container's working directory, and those of them that are on the class path.
 *
 * @param distribution the archive with Weft's own jars under {@code lib/}; appears as directory {@value #DISTRIBUTION}
 * @param libraries file names within the archive's {@code lib/}, in class path order
 * @param files everything else: configuration, log settings, large functions, user jars
 */
public record ContainerFiles(StagedFile distribution, List<String> libraries, List<StagedFile> files) {

    /** Where the distribution appears. */
    public static final String DISTRIBUTION = "weft";

    /** The effective configuration. */
    public static final String CONFIGURATION = "flink-conf.yaml";

    /** The settings of the containers' logs. */
    public static final String LOG_SETTINGS = "log4j.properties";

    /** The serialized JobGraph; only the application master has it. */
    public static final String JOB_GRAPH = "job.graph";

    /** Directory of the job's functions and sources that are too large for a message, each under its hash. */
    public static final String BLOBS = "blobs";

    /** Directory of the user's jars. */
    public static final String USER_LIBRARIES = "usrlib";

    public ContainerFiles {
        libraries = List.copyOf(libraries);
        files = List.copyOf(files);
    }

    /** The same with one more file. */
    public ContainerFiles with(StagedFile file) {
        List<StagedFile> all = new ArrayList<>(files);
        all.add(file);
        return new ContainerFiles(distribution, libraries, all);
    }

    /** The user's jars, relative to the working directory, in the order in which they were staged. */
    public List<String> userJars() {
        return files.stream()
                .map(StagedFile::name)
                .filter(name -> name.startsWith(USER_LIBRARIES + "/"))
                .toList();
    }

    String encode() {
        String names = libraries.stream().map(EnvironmentText::encode).collect(Collectors.joining(","));
        List<StagedFile> all = new ArrayList<>(List.of(distribution));
        all.addAll(files);
        return names + "|" + StagedFile.encode(all);
    }

    static ContainerFiles decode(String text) {
        int bar = text.indexOf('|');
        List<String> libraries = Stream.of(text.substring(0, bar).split(","))
                .filter(name -> !name.isEmpty())
                .map(EnvironmentText::decode)
                .toList();
        List<StagedFile> all = StagedFile.decodeAll(text.substring(bar + 1));
        return new ContainerFiles(all.get(0), libraries, all.subList(1, all.size()));
    }
}
