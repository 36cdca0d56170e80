package dev.weft.it;

import dev.weft.localhadoop.LocalCluster;
import dev.weft.localhadoop.Role;
import dev.weft.localhadoop.WebHdfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real one-machine Hadoop, started before the first test that asks for it and stopped after the last. */
public final class Cluster implements AutoCloseable {

    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
    private static final Pattern FINAL_STATUS = Pattern.compile("\"finalStatus\":\"([A-Z]+)\"");
    private static final Pattern DIAGNOSTICS = Pattern.compile("\"diagnostics\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final LocalCluster hadoop;

    private Cluster(Path directory) throws IOException, InterruptedException {
        hadoop = new LocalCluster(directory, Path.of(System.getProperty("weft.hadoop.jars")));
        hadoop.stop();
        delete(directory);
        hadoop.start(LocalCluster.Options.defaults());
    }

    /** Starts a cluster of its own in an empty directory. */
    public static Cluster start(Path directory) throws IOException, InterruptedException {
        return new Cluster(directory);
    }

    /** Deletes a directory with all that is in it, if it is there. */
    public static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Gives tests the cluster as a parameter. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Cluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return shared(context);
        }
    }

    /** The cluster of this run of tests. */
    static Cluster shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Cluster.class, key -> started(), Cluster.class);
    }

    private static Cluster started() {
        try {
            return new Cluster(Path.of(System.getProperty("weft.it.directory"), "hadoop"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Hadoop was starting", e);
        }
    }

    /** Kills a daemon as a crash would. */
    public void kill(Role daemon) throws IOException, InterruptedException {
        hadoop.kill(daemon);
    }

    /** Starts the daemons that do not run, and waits until HDFS and YARN accept work. */
    public void startAgain() throws IOException, InterruptedException {
        hadoop.start(LocalCluster.Options.defaults());
    }

    /** What points a shell at this cluster. */
    public Map<String, String> environment() {
        return Map.of(
                "HADOOP_CONF_DIR", hadoop.configuration().toString(),
                "HADOOP_CLASSPATH", hadoop.classPath());
    }

    public WebHdfs files() {
        try {
            return hadoop.files();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The staging directories of applications that are there now. */
    public List<String> stagingDirectories() throws IOException {
        String directory = "/user/" + System.getProperty("user.name") + "/.flink";
        return files().exists(directory)
                ? files().list(directory).stream()
                        .filter(name -> name.startsWith("application_"))
                        .toList()
                : List.of();
    }

    /** The whole text of all visible files below a path. */
    public String read(String path) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : visibleFiles(path)) {
            text.append(new String(files().read(file), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** All files below a path but those whose name begins with a dot. */
    public List<String> visibleFiles(String path) throws IOException {
        return files(path).stream()
                .filter(file -> !file.substring(file.lastIndexOf('/') + 1).startsWith("."))
                .toList();
    }

    /** All files below a path; none when there is no such path. */
    public List<String> files(String path) throws IOException {
        List<String> found = new ArrayList<>();
        if (files().exists(path)) {
            for (String name : files().list(path)) {
                String child = path + "/" + name;
                if (files().status(child).orElse("").contains("DIRECTORY")) {
                    found.addAll(files(child));
                } else {
                    found.add(child);
                }
            }
        }
        return found;
    }

    /** An application as the ResourceManager sees it. */
    public record Application(String state, String finalStatus, String diagnostics) {
        public boolean hasEnded() {
            return state.equals("FINISHED") || state.equals("FAILED") || state.equals("KILLED");
        }
    }

    public Application application(String id) {
        String json = get("/ws/v1/cluster/apps/" + id);
        return new Application(group(STATE, json), group(FINAL_STATUS, json), group(DIAGNOSTICS, json));
    }

    /** Ends an application as an operator does. */
    public void kill(String application) throws IOException {
        URI target = hadoop.resourceManagerWeb().resolve("/ws/v1/cluster/apps/" + application + "/state");
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write("{\"state\":\"KILLED\"}".getBytes(StandardCharsets.UTF_8));
        connection.getResponseCode();
    }

    /** Waits until the application has ended. */
    public Application awaitEnd(String id, Duration patience) {
        return Await.until(patience, "application " + id + " to end", () -> application(id), Application::hasEnded);
    }

    /** The standard output of all executors of an application so far. */
    String printedBy(String application) {
        return written("taskmanager.out", application);
    }

    /** The logs of all executors of an application so far. */
    String loggedBy(String application) {
        return written("taskmanager.log", application);
    }

    private String written(String file, String application) {
        Path logs = hadoop.containerLogs().resolve(application);
        if (!Files.exists(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(logs)) {
            StringBuilder printed = new StringBuilder();
            for (Path each : files.filter(f -> f.endsWith(file)).toList()) {
                printed.append(Files.readString(each));
            }
            return printed.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process ids of the executors that run now, in order. */
    public List<Long> executors() {
        return containerJvms().entrySet().stream()
                .filter(jvm -> jvm.getValue().contains("YarnTaskExecutorRunner"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** JVMs that run in containers now, by the class that they run. */
    public Map<Long, String> containerJvms() {
        return hadoop.containerProcesses().stream()
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .collect(Collectors.toMap(
                        ProcessHandle::pid,
                        p -> String.join(" ", p.info().arguments().orElse(new String[0]))));
    }

    /** What the ResourceManager answers; below {@code /proxy} what an application does. */
    public String get(String path) {
        try {
            URI web = hadoop.resourceManagerWeb().resolve(path);
            HttpURLConnection connection = (HttpURLConnection) web.toURL().openConnection();
            connection.setConnectTimeout(10_000);
            connection.setReadTimeout(10_000);
            connection.setRequestProperty("Accept", "application/json");
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() throws IOException {
        try {
            hadoop.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Hadoop was stopping", e);
        }
    }
}
