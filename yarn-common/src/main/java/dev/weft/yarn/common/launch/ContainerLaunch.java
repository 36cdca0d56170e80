package dev.weft.yarn.common.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.LocalResource;
import org.apache.hadoop.yarn.api.records.LocalResourceType;
import org.apache.hadoop.yarn.api.records.LocalResourceVisibility;
import org.apache.hadoop.yarn.api.records.URL;

/**
 * Builds the launch context of a container: files, environment, command, credentials. The same for the application master (built
 * by the client) and for executors (built by the application master).
 *
 * @param files what appears in the working directory
 * @param hadoopClassPath entries of {@code yarn.application.classpath}; may name variables of the node's environment
 * @param process the JVM to start
 * @param variables Weft's own variables
 * @param userVariables the user's variables from {@code containerized.*.env.*}; they lose against Weft's own
 */
public record ContainerLaunch(
        ContainerFiles files,
        List<String> hadoopClassPath,
        JavaProcess process,
        Map<String, String> variables,
        Map<String, String> userVariables) {

    /** The launch context. {@code credentials} is Hadoop's token storage format. */
    public ContainerLaunchContext context(ByteBuffer credentials) {
        return ContainerLaunchContext.newInstance(
                resources(),
                environment(),
                List.of(command()),
                Collections.emptyMap(),
                credentials,
                Collections.emptyMap());
    }

    private Map<String, LocalResource> resources() {
        Map<String, LocalResource> resources = new LinkedHashMap<>();
        resources.put(ContainerFiles.DISTRIBUTION, resource(files.distribution()));
        files.files().forEach(file -> resources.put(file.name(), resource(file)));
        return resources;
    }

    private static LocalResource resource(StagedFile file) {
        return LocalResource.newInstance(
                URL.fromURI(file.uri()),
                switch (file.kind()) {
                    case FILE -> LocalResourceType.FILE;
                    case ARCHIVE -> LocalResourceType.ARCHIVE;
                },
                switch (file.sharing()) {
                    case PUBLIC -> LocalResourceVisibility.PUBLIC;
                    case USER -> LocalResourceVisibility.PRIVATE;
                    case APPLICATION -> LocalResourceVisibility.APPLICATION;
                },
                file.bytes(),
                file.modifiedMs());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(userVariables);
        hadoopUser().ifPresent(user -> environment.put("HADOOP_USER_NAME", user));
        environment.put("CLASSPATH", ClassPath.of(files.libraries(), hadoopClassPath));
        environment.put(Variables.HADOOP_CONF, String.join(":", ClassPath.directories(hadoopClassPath)));
        // glibc gives every thread of a many-core machine an arena of its own: gigabytes of fragments in a long-running
        // process.
        environment.putIfAbsent("MALLOC_ARENA_MAX", "4");
        environment.putAll(variables);
        return environment;
    }

    /** Without Kerberos a container's process may run as the NodeManager's user; to Hadoop's services it is the submitter all the same. */
    private static Optional<String> hadoopUser() {
        try {
            return UserGroupInformation.isSecurityEnabled()
                    ? Optional.empty()
                    : Optional.of(UserGroupInformation.getCurrentUser().getShortUserName());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which user this process is to Hadoop", e);
        }
    }

    String command() {
        String logs = "<LOG_DIR>/" + process.role().logName();
        List<String> before = new ArrayList<>();
        before.add("-XX:-UsePerfData");
        before.add("-XX:+ExitOnOutOfMemoryError");
        // The JVM says which memory was too small on its standard output only; this is the file whose end YARN reports.
        before.add("-XX:OnOutOfMemoryError=grep \"^# java.lang.OutOfMemoryError\" " + logs
                + ".out >><LOG_DIR>/prelaunch.err");
        List<String> after = new ArrayList<>();
        after.add("-Dlog.file=" + logs + ".log");
        after.add("-Dlog4j.configurationFile=" + ContainerFiles.LOG_SETTINGS);
        // Named, so that nobody searches the class path for it, where Hadoop's own binding lies too.
        after.add("-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider");
        after.add("-Dslf4j.internal.verbosity=WARN");
        after.add(process.role().mainClass());
        List<ShellWord> words = new ArrayList<>(ShellWord.literals(before));
        words.addAll(process.options());
        words.addAll(ShellWord.literals(after));
        return ShellText.throughOuterShell(
                process.classData()
                        ? JavaCommand.archived(
                                words,
                                logs,
                                process.role().logName(),
                                JavaCommand.distributionName(files.distribution()),
                                hadoopClassPath)
                        : JavaCommand.plain(words, logs));
    }
}
