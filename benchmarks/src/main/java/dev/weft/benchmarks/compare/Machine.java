package dev.weft.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** Describes the machine and the build that were measured, in one line. */
public final class Machine {

    private Machine() {}

    public static String describe(Path home) throws IOException, InterruptedException {
        return String.format(
                Locale.ROOT,
                "%d x %s, %d GB, Linux %s, %s %s, %s, commit %s",
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/cpuinfo"), "model name"),
                Math.round(Long.parseLong(
                                field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", ""))
                        / 1024.0
                        / 1024),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                LocalDate.now(ZoneOffset.UTC),
                commit(home));
    }

    private static String field(Path file, String name) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown " + name);
    }

    /** The commit of the tree, with a plus when it has changes that are not committed. */
    private static String commit(Path home) throws IOException, InterruptedException {
        String id = git(home, "rev-parse", "--short=12", "HEAD");
        String changes = git(home, "status", "--porcelain", "--untracked-files=no");
        return (id.isEmpty() ? "unknown" : id) + (changes.isEmpty() ? "" : "+");
    }

    private static String git(Path home, String... words) throws IOException, InterruptedException {
        String[] command = new String[words.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = home.toString();
        System.arraycopy(words, 0, command, 3, words.length);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return process.waitFor() == 0 ? said : "";
    }
}
