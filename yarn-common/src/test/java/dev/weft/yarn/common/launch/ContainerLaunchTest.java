package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLaunchTest {

    private static final ContainerFiles FILES = new ContainerFiles(
            new StagedFile(
                    "weft",
                    URI.create("hdfs://nn/x/weft.tar"),
                    1,
                    2,
                    StagedFile.Kind.ARCHIVE,
                    StagedFile.Sharing.PUBLIC),
            List.of("weft-core.jar", "weft-shaded.jar"),
            List.of());

    private static ContainerLaunch launch(String... options) {
        return new ContainerLaunch(
                FILES,
                List.of("/etc/hadoop/conf", "/opt/hadoop/lib/*", "/opt/one.jar"),
                new JavaProcess(JavaProcess.Role.TASK_MANAGER, ShellWord.literals(List.of(options)), false),
                Map.of("WEFT_X", "1"),
                Map.of("MALLOC_ARENA_MAX", "1", "CLASSPATH", "evil"));
    }

    @Test
    void ourJarsComeFirstThenHadoopsThenDirectories() {
        assertThat(launch().environment())
                .containsEntry(
                        "CLASSPATH",
                        "./weft/lib/weft-core.jar:./weft/lib/weft-shaded.jar:/opt/hadoop/lib/*:/opt/one.jar:/etc/hadoop/conf")
                .containsEntry("WEFT_HADOOP_CONF", "/etc/hadoop/conf")
                .containsEntry("MALLOC_ARENA_MAX", "1")
                .containsEntry("WEFT_X", "1");
    }

    @Test
    void everyOptionReachesTheJvmLetterByLetter(@TempDir Path dir) throws IOException, InterruptedException {
        String nasty = "-Da=it's $HOME \"quoted\" `id` \\ * ; # end";
        Path java = Files.createDirectories(dir.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        // As a NodeManager writes it.
        String command = launch("-Xmx1g", nasty).command().replace("<LOG_DIR>", dir.toString());
        Process shell = new ProcessBuilder("/bin/bash", "-c", "exec /bin/bash -c \"" + command + "\"").start();
        shell.getOutputStream().close();
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.exists(dir.resolve("taskmanager.out"))).isTrue();

        ProcessBuilder again = new ProcessBuilder("/bin/bash", "-c", "exec /bin/bash -c \"" + command + "\"");
        again.environment().put("JAVA_HOME", dir.resolve("jdk").toString());
        assertThat(again.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(dir.resolve("taskmanager.out"), StandardCharsets.UTF_8)
                        .lines())
                .contains("-Xmx1g", nasty, "-Dlog.file=" + dir + "/taskmanager.log")
                .endsWith("dev.weft.yarn.taskexecutor.YarnTaskExecutorRunner");
    }

    @Test
    void whatAScriptCannotCarryIsRefused() {
        assertThatThrownBy(() -> launch("-Da=1\n2").command())
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("-Da=1?2");
        assertThatThrownBy(() -> launch("-Da={{HOME}}").command()).isInstanceOf(WeftException.class);
    }
}
