package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a java that writes down its arguments, and an archive when it is asked for one. */
class JavaCommandTest {

    @TempDir
    Path dir;

    private Path jdk;
    private Path hadoop;
    private Path cache;

    @BeforeEach
    void fakeJdk() throws IOException {
        jdk = dir.resolve("jdk");
        cache = dir.resolve("cache");
        // A directory of its own: the time of its last change belongs to the archive's name.
        hadoop = Files.createDirectories(dir.resolve("hadoop"));
        Files.createDirectories(jdk.resolve("lib/server"));
        Files.writeString(jdk.resolve("lib/server/libjvm.so"), "jvm");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, """
            #!/bin/bash
            printf '%s\\n' "$@"
            for word in "$@"; do
              case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;; esac
            done
            exit 7
            """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> run() throws IOException, InterruptedException {
        assertThat(exitOf(archived())).isEqualTo(7);
        return Files.readAllLines(dir.resolve("out.out"));
    }

    private String archived() {
        return JavaCommand.archived(
                        ShellWord.literals(List.of("-Da=b c", "Main")),
                        dir.resolve("out").toString(),
                        "taskmanager",
                        "abc",
                        List.of(hadoop + "/*"))
                .replace("/tmp/weft-cds-$EUID", cache.toString());
    }

    private int exitOf(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("/bin/bash", "-c", script);
        shell.environment().put("JAVA_HOME", jdk.toString());
        Process process = shell.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void whatAJvmSaysThatDoesNotStartIsWrittenWhereTheNodeManagerReadsTheReason()
            throws IOException, InterruptedException {
        Files.writeString(jdk.resolve("bin/java"), """
            #!/bin/bash
            echo "OpenJDK 64-Bit Server VM warning: Option UseX was deprecated" >&2
            echo "Unrecognized VM option 'Fooo'" >&2
            exit 1
            """);
        String plain = JavaCommand.plain(
                ShellWord.literals(List.of("-XX:+Fooo", "Main")),
                dir.resolve("out").toString());
        for (String script : List.of(plain, archived())) {
            Files.deleteIfExists(dir.resolve("prelaunch.err"));
            assertThat(exitOf(script)).isEqualTo(1);
            assertThat(dir.resolve("prelaunch.err")).hasContent("Unrecognized VM option 'Fooo'");
        }
    }

    @Test
    void theShellLetsTheJvmEndWhenBothAreToldTo() throws IOException, InterruptedException {
        Files.writeString(jdk.resolve("bin/java"), """
            #!/bin/bash
            trap 'echo ended in order; exit 143' TERM
            kill -TERM $PPID $$
            """);
        assertThat(exitOf(archived())).isEqualTo(143);
        assertThat(dir.resolve("out.out")).hasContent("ended in order");
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFirstProcessMakesTheArchiveAndTheNextUsesIt() throws IOException, InterruptedException {
        assertThat(run())
                .anyMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit="))
                .contains("-Da=b c", "Main");
        assertThat(cached())
                .singleElement()
                .asString()
                .startsWith("taskmanager-abc-")
                .endsWith(".jsa");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rwx------");

        assertThat(run())
                .contains("-XX:SharedArchiveFile=" + cache.resolve(cached().get(0)), "-Da=b c", "Main")
                .noneMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit="));
    }

    @Test
    void anotherJvmOrAnotherHadoopHasAnArchiveOfItsOwn() throws IOException, InterruptedException {
        run();
        Files.writeString(jdk.resolve("lib/server/libjvm.so"), "another jvm");

        assertThat(run()).anyMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit="));
        assertThat(cached()).hasSize(2);

        Files.setLastModifiedTime(hadoop, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        assertThat(run()).anyMatch(word -> word.startsWith("-XX:ArchiveClassesAtExit="));
        assertThat(cached()).hasSize(3);
    }

    @Test
    void whileOneProcessMakesTheArchiveOthersStartWithout() throws IOException, InterruptedException {
        run();
        Path archive = cache.resolve(cached().get(0));
        Files.move(archive, cache.resolve(archive.getFileName() + ".lock"));

        assertThat(run()).containsExactly("-Da=b c", "Main");
    }

    private Path left(String name, Duration ago) throws IOException {
        Path file = Files.writeString(cache.resolve(name), "left");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
        return file;
    }

    @Test
    void aNewArchiveTakesThePlaceOfTheOneThatWasNotUsedForLongest() throws IOException, InterruptedException {
        Files.createDirectories(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (int days = 1; days <= 6; days++) {
            left("taskmanager-old-" + days + ".jsa", Duration.ofDays(days));
        }
        left("jobmanager-old.jsa", Duration.ofDays(20));
        run();

        assertThat(cached())
                .hasSize(5)
                .contains(
                        "jobmanager-old.jsa", "taskmanager-old-1.jsa", "taskmanager-old-2.jsa", "taskmanager-old-3.jsa")
                .anyMatch(name -> name.startsWith("taskmanager-abc-"));
    }

    @Test
    void anArchiveThatIsUsedIsNotOld() throws IOException, InterruptedException {
        run();
        Path archive = left(cached().get(0), Duration.ofDays(40));
        run();
        assertThat(Files.getLastModifiedTime(archive).toInstant())
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    @Test
    void whatKilledProcessesHaveLeftIsRemovedOnceNobodyCanBeWritingIt() throws IOException, InterruptedException {
        Files.createDirectories(
                cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        left("taskmanager-x.jsa.lock", Duration.ofMinutes(11));
        left("taskmanager-x.jsa.4711", Duration.ofMinutes(11));
        left("taskmanager-y.jsa.4712", Duration.ofMinutes(1));
        run();
        assertThat(cached())
                .hasSize(2)
                .contains("taskmanager-y.jsa.4712")
                .anyMatch(name -> name.startsWith("taskmanager-abc-") && name.endsWith(".jsa"));
    }

    @Test
    void aDirectoryThatIsALinkIsNotTrusted() throws IOException, InterruptedException {
        Files.createSymbolicLink(cache, Files.createDirectories(dir.resolve("elsewhere")));

        assertThat(run()).containsExactly("-Da=b c", "Main");
    }
}
